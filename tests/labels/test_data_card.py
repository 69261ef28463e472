import subprocess
import sys


def test_the_data_card_counts_what_is_there(root):
    done = subprocess.run(
        [sys.executable, root / "training" / "data_card.py", "--check"], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "labels/README.md is fresh\n")


def test_every_correction_is_in_the_labels(labels_folder):
    import csv

    from vpnlp.labels import read_labels

    themes = {one.id: one.themes for one in read_labels(labels_folder).units}
    with (labels_folder / "corrections.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert set(themes[row["id"]]) == set(filter(None, row["new"].split("|"))), row["id"]
