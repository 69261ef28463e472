import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no defect; and what CI tries must not change from one run to the next.
settings.register_profile(
    "vpnlp", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("vpnlp")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def corpus_folder():
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def labels_folder():
    return ROOT / "labels"


@pytest.fixture(scope="session")
def real_documents():
    folder = ROOT.parent / "shared" / "documents"
    if not folder.is_dir():
        pytest.skip("the real documents (../shared/documents) are not on this machine")
    return folder


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch, tmp_path_factory):
    """Whole outputs are compared, so neither this terminal nor this user's folders may shape them."""
    for name in ("FORCE_COLOR", "COLUMNS", "TERMINAL_WIDTH", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
