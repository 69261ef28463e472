"""A labels folder of a user's own (two themes, twelve plans), and a model trained on it."""

import pytest


@pytest.fixture(scope="session")
def own_folder(root):
    return root / "tests" / "classifier" / "samples" / "own_labels"


@pytest.fixture(scope="session")
def own_labels(own_folder):
    from vpnlp.labels import read_labels

    return read_labels(own_folder)


@pytest.fixture(scope="session")
def own_model(own_labels):
    from vpnlp.classifier import train

    return train(own_labels)
