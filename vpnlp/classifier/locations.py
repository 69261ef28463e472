"""Where models are: the shipped one, the user's by name, or a path."""

from functools import cache
from pathlib import Path

from vpnlp.classifier.expressions import RE_MODEL_NAME
from vpnlp.classifier.model import Model
from vpnlp.classifier.storage import read_model
from vpnlp.errors import ModelError, OutputError, UsageError

SHIPPED = Path(__file__).with_name("shipped.vpnlp")
SUFFIX = ".vpnlp"


def models_folder() -> Path:
    """Return the folder of the user's named models; it need not exist."""
    from platformdirs import user_data_path

    return user_data_path("vpnlp", appauthor=False) / "models"


def named_models() -> dict[str, Path]:
    """Return the user's models by name."""
    folder = models_folder()
    return {path.stem: path for path in sorted(folder.glob(f"*{SUFFIX}"))} if folder.is_dir() else {}


def find_model(path_or_name: str | Path | None = None) -> Path:
    """Return the file of a model: None is the shipped one, a name one of the user's.

    Raises:
        ModelError: No file and no name of that kind; names the names there are.
    """
    if path_or_name is None:
        return SHIPPED
    path = Path(path_or_name).expanduser()
    if path.exists():
        return path
    if RE_MODEL_NAME.fullmatch(str(path_or_name)):
        named = models_folder() / f"{path_or_name}{SUFFIX}"
        if named.exists():
            return named
    known = ", ".join(named_models()) or "none yet"
    raise ModelError("no such model", place=path, advice=f"name a model file or one of your models ({known})")


def new_model_path(name: str) -> Path:
    """Return where the user's model of a name is kept; the folder is made.

    Raises:
        UsageError: It is no name.
        OutputError: The folder cannot be made.
    """
    if not RE_MODEL_NAME.fullmatch(name):
        advice = "choose letters, figures, - and _, such as min-modell"
        raise UsageError(f"{name!r} cannot be a model's name", advice=advice)
    folder = models_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot be made ({error.strerror})", place=folder, advice="save with -o FILE"
        ) from None
    return folder / f"{name}{SUFFIX}"


def load_model(path_or_name: str | Path | None = None) -> Model:
    """Load a model: by default the shipped one, else a file or one of the user's by name.

    Raises:
        ModelError: There is none, or the file cannot be used.

    Example:
        >>> load_model().themes.keys
        ('trygghet', 'arbetsgivare', 'bostad', 'jämställdhet', 'narkotika')
    """
    path = find_model(path_or_name)
    return _shipped() if path == SHIPPED else read_model(path)


@cache
def _shipped() -> Model:
    return read_model(SHIPPED)
