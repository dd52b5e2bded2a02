"""The audit list: every step of the history, who did it, and whether it still stands."""

from __future__ import annotations

from collections.abc import Iterable

from graph_model.database.load_history import LoadRecord, undone_ids
from loaders.csv_text import csv_text

COLUMNS = (
    "when_utc", "by", "dataset", "what", "files", "new", "changed", "gone", "state", "undoes", "id",
)  # fmt: skip
STANDS, TAKEN_BACK, FIXED = "stands", "taken back", "stands, and cannot be taken back any more"


def audit(entries: Iterable[LoadRecord]) -> list[dict[str, object]]:
    """One line for each step, in the order given (the history tells the latest first).

    >>> first = LoadRecord("a", "test", "2026-11-27T10:00:00", ("member.csv",), new=2, kept=True)
    >>> back = LoadRecord("b", "test", "2026-11-27T11:00:00", gone=2, undoes="a", by="Ana, EDRi")
    >>> [(line["by"], line["state"]) for line in audit([back, first])]
    [('Ana, EDRi', 'stands, and cannot be taken back any more'), ('', 'taken back')]
    """
    listed = list(entries)
    gone = undone_ids(listed)
    return [
        {
            "when_utc": entry.finished,
            "by": entry.by,
            "dataset": entry.dataset,
            "what": entry.note,
            "files": list(entry.files),
            "new": entry.new,
            "changed": entry.changed,
            "gone": entry.gone,
            "state": TAKEN_BACK if entry.id in gone else STANDS if entry.kept else FIXED,
            "undoes": entry.undoes,
            "id": entry.id,
        }
        for entry in listed
    ]


def audit_csv(entries: Iterable[LoadRecord]) -> str:
    """The same as a table; several files of a step stand in one cell.

    >>> files = ("x.csv", "y.csv")
    >>> print(audit_csv([LoadRecord("a", "test", "2026-11-27T10:00:00", files, kept=True)]))
    when_utc,by,dataset,what,files,new,changed,gone,state,undoes,id
    2026-11-27T10:00:00,,test,,x.csv ; y.csv,0,0,0,stands,,a
    <BLANKLINE>
    """
    rows = [
        [" ; ".join(cell) if isinstance(cell, list) else cell for cell in line.values()]
        for line in audit(entries)
    ]
    return csv_text(COLUMNS, rows)
