"""The data that the explorer opens with."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from graph_model.dataset_changes import SHIPPED
from graph_model.errors import LoadRefused
from graph_model.shipped import shipped
from graph_model.snapshot import Snapshot
from loaders.check.row_checks import check_paths

DATASET = SHIPPED
FOLDER = shipped() / "seeds"


def meant_files(path: Path) -> Path:
    """The files that are meant: the word `seeds`, where no file or folder has that name, is the
    folder of the facts that ship with Linkages.
    """
    return FOLDER if path == Path(DATASET) and not path.exists() else path


@cache
def seed_snapshot() -> Snapshot:
    """The checked seed files as a snapshot. Raises `LoadRefused` when someone broke them."""
    checked = check_paths([FOLDER], DATASET)
    if checked.problems:
        raise LoadRefused(checked.problems)
    return Snapshot(checked.rows)
