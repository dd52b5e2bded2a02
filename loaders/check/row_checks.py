"""From tables to rows: every cell, every id and every end is checked, and every problem is
collected before anything is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph_model.dataset_changes import SHIPPED, TYPED
from graph_model.doubtful_days import DATED, REASONS, doubtful_days
from graph_model.rows import Key, NodeRow, RelationshipRow, Rows
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.check.checks_between_tables import check_between_tables, decide_doubles
from loaders.check.table_checks import LASTS, RowChecker, RowPosition
from loaders.problems import SHOWN, Problem
from loaders.read.tables import RecordTable, SourceFile, gather, read
from loaders.take_out.records import records


@dataclass
class CheckedRows:
    """What came of reading: the rows, every problem, and notices that stop nothing."""

    rows: Rows = field(default_factory=Rows)
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    files: tuple[str, ...] = ()
    places: Mapping[object, RowPosition] = field(default_factory=dict)

    def place(self, key: object) -> tuple[str, int]:
        """The file and the row where something stands; none for what nobody read from a file."""
        found = self.places.get(key)
        return (found.file, found.row) if found else ("", 0)


def check_tables(
    found: Iterable[RecordTable | Problem],
    dataset: str,
    known: Snapshot | None = None,
    replaces: bool = True,
) -> CheckedRows:
    """Rows and problems of tables. `known` is what the graph holds already: rows of other datasets
    can be referred to, and those of the same where the tables do not replace them.
    """
    before = known or Snapshot()
    stays = dataset == TYPED or not replaces
    check = RowChecker(
        dataset,
        (
            before
            if stays
            else Snapshot(Rows.of(row for row in before.rows() if row.dataset != dataset))
        ),
    )
    notices = (
        [
            f"Dataset '{TYPED}' holds what people typed in the app: this adds and changes rows, and"
            " removes none."
        ]
        if dataset == TYPED
        else []
    )
    files: list[str] = []
    for item in found:
        if isinstance(item, Problem):
            check.problems.append(item)
        else:
            notices.extend(item.notices)
            files.append(item.file)
            check.table(item)
    check.under = (SHIPPED,)
    decide_doubles(check, before)
    check_between_tables(check, before)
    rows = Rows(tuple(check.nodes.values()), tuple(check.relationships.values()))
    if not check.problems:
        notices.extend(_doubtful(check, rows))
    return CheckedRows(rows, sorted(check.problems), notices, tuple(files), check.places)


def _doubtful(check: RowChecker, rows: Rows) -> Iterator[str]:
    """What stops nothing and yet cannot be: seats and parties of these rows with such days."""
    dated = [tie for tie in rows.relationships if tie.type in DATED]
    whole = Snapshot(Rows.of((*check.others.rows(), *rows))) if dated else check.others
    for number, (tie, code) in enumerate(doubtful_days(whole, dated)):
        if number == SHOWN:
            yield "More such days: `linkages ask days-that-cannot-be` lists them all."
            return
        place = check.places[tie.key]
        yield f"{place.file} row {place.row}: {tie.source} → {tie.target}: {REASONS[code]}."


def check_rows(
    rows: Rows, dataset: str, known: Snapshot, leaving: Collection[object] = ()
) -> list[Problem]:
    """The problems of rows that add to a dataset without replacing it, as if they stood in files;
    `leaving` are the keys of rows taken out with them.
    """
    check = RowChecker(dataset, _without(known, leaving))
    for kind in SCHEMA.types:
        header, *cells = records(rows, kind)
        if cells:
            check.table(
                RecordTable(
                    kind.file,
                    kind.file,
                    tuple(header),
                    tuple(enumerate(map(tuple, cells), start=2)),
                )
            )
    check_between_tables(check, known)
    return sorted(check.problems)


def _without(known: Snapshot, leaving: Collection[object]) -> Snapshot:
    """What is known, without the rows of these keys."""
    if not leaving:
        return known
    return Snapshot(Rows.of(row for row in known.rows() if row.key not in leaving))


def check_made(
    rows: Mapping[str | Key, NodeRow | RelationshipRow],
    places: dict[object, RowPosition],
    dataset: str,
    known: Snapshot,
    leaving: Collection[object] = (),
) -> list[Problem]:
    """The problems between rows whose cells were read already; `places` say where each comes
    from.
    """
    check = RowChecker(dataset, _without(known, leaving))
    check.nodes = {row.id: row for row in rows.values() if isinstance(row, NodeRow)}
    check.relationships = {
        key: row
        for key, row in rows.items()
        if isinstance(row, RelationshipRow) and not isinstance(key, str)
    }
    check.places = places
    for key, row in rows.items():
        if any(last in row.fields for last in LASTS):
            check.ordered(places[key], row.fields)
    check_between_tables(check, known)
    return sorted(check.problems)


def check_sources(
    sources: Iterable[SourceFile],
    dataset: str,
    known: Snapshot | None = None,
    replaces: bool = True,
) -> CheckedRows:
    """Read and check files that are already in memory (an upload)."""
    found = (item for source in sources for item in read(source))
    return check_tables(found, dataset, known, replaces)


def check_paths(
    paths: list[Path], dataset: str, known: Snapshot | None = None, replaces: bool = True
) -> CheckedRows:
    """Read and check files and folders on disk."""
    found = gather(paths)
    checked = check_sources(found.sources, dataset, known, replaces)
    checked.problems = sorted([*found.problems, *checked.problems])
    checked.notices[:0] = found.notices
    return checked
