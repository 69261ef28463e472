"""How good a model is: metrics with intervals, calibration, confusion, curves, comparison."""

from vpnlp.classifier.evaluation.bootstrap import Figure
from vpnlp.classifier.evaluation.crossval import cross_validate
from vpnlp.classifier.evaluation.report import Evaluation, describe, evaluate
from vpnlp.classifier.evaluation.results import Results, results
from vpnlp.classifier.evaluation.scored import Scored
from vpnlp.classifier.evaluation.scoring import Mode, score
from vpnlp.classifier.evaluation.stored import evaluate_stored

__all__ = [
    "Evaluation",
    "Figure",
    "Mode",
    "Results",
    "Scored",
    "cross_validate",
    "describe",
    "evaluate",
    "evaluate_stored",
    "results",
    "score",
]
