"""Themes from texts: features, the text stage, the context stage, training, evaluation, storage."""

from vpnlp.classifier.config import Config, read_config
from vpnlp.classifier.evaluation import Evaluation, evaluate
from vpnlp.classifier.explain import Explanation, explain
from vpnlp.classifier.locations import find_model, load_model, models_folder, named_models
from vpnlp.classifier.model import Model
from vpnlp.classifier.outoffold import OutOfFold
from vpnlp.classifier.storage import save_model
from vpnlp.classifier.training import train

__all__ = [
    "Config",
    "Evaluation",
    "Explanation",
    "Model",
    "OutOfFold",
    "evaluate",
    "explain",
    "find_model",
    "load_model",
    "models_folder",
    "named_models",
    "read_config",
    "save_model",
    "train",
]
