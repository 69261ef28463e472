from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def labels_folder():
    return ROOT / "labels"


@pytest.fixture(scope="session")
def corpus_folder():
    return ROOT / "corpus"
