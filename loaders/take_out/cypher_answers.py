"""An answer in the shapes that people take it in: a table, CSV, JSON, Parquet, entries for a
picture, and the plan as lines.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from graph_model.console.console import Answer
from graph_model.console.guard import steps
from graph_model.console.values import Entry, Value, Way, as_json, cell, short, text
from graph_model.snapshot import Snapshot
from loaders.take_out.csv_text import csv_text

if TYPE_CHECKING:  # half a second that a command which prints CSV need not wait
    import pandas as pd

#: What a plan says of a step besides its name and details.
COUNTS = {"EstimatedRows": "rows expected", "Rows": "rows", "DbHits": "database hits"}

#: Whole numbers beyond this lose digits beside numbers that are not whole.
EXACT = 2**53


def frame(answer: Answer) -> pd.DataFrame:
    """A table for the screen. A column of one kind keeps it; a mixed one becomes text."""
    import pandas as pd

    columns = {}
    for at, name in enumerate(_single(answer.columns)):
        values = [short(row[at]) for row in answer.rows]
        kinds = {type(value) for value in values if value is not None}
        whole = len(kinds) <= 1 or (
            kinds <= {int, float}
            and all(abs(value) < EXACT for value in values if isinstance(value, int))
        )
        columns[name] = (
            values if whole else [None if value is None else text(value) for value in values]
        )
    return pd.DataFrame(columns)


def to_csv(answer: Answer) -> str:
    """The rows as CSV; what a spreadsheet would run as a formula begins with an apostrophe."""
    return csv_text(answer.columns, ([cell(value) for value in row] for row in answer.rows))


def write_csv(
    out: TextIO, columns: Sequence[str], rows: Iterable[Sequence[Value]], header: bool
) -> None:
    """Write rows, and the header before the first of them."""
    cells = ([cell(value) for value in row] for row in rows)
    out.write(csv_text(columns if header else None, cells))


def to_object(answer: Answer) -> dict[str, Any]:
    """The answer as one object: columns, rows, how many were read, whether there are more, seconds,
    notices.
    """
    rows = [[as_json(value) for value in row] for row in answer.rows]
    head = {"columns": list(answer.columns), "rows": rows, "read": answer.read, "more": answer.more}
    return {**head, "seconds": round(answer.seconds, 3), "notices": list(answer.notices)}


def to_json(answer: Answer) -> str:
    """The rows as JSON objects, every value whole."""
    names = _single(answer.columns)
    return json.dumps(
        [dict(zip(names, map(as_json, row), strict=True)) for row in answer.rows],
        ensure_ascii=False,
        indent=1,
    )


def to_parquet(answer: Answer) -> bytes:
    """The rows as a Parquet file; a column that no single type holds becomes text."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrays = []
    for at in range(len(answer.columns)):
        values = [row[at] for row in answer.rows]
        try:
            arrays.append(pa.array(values))
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError):
            arrays.append(
                pa.array([None if value is None else text(value) for value in values], pa.string())
            )
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, names=_single(answer.columns)), out)
    return out.getvalue()


def entries(answer: Answer, snapshot: Snapshot) -> list[str]:
    """The ids of what the answer holds that the picture can show: nodes, paths, and texts that are
    ids of ours.
    """
    found: dict[str, None] = {}
    for row in answer.rows:
        for value in row:
            for id in _ids(value):
                if id in snapshot.nodes:
                    found[id] = None
    return list(found)


def plan_lines(plan: Mapping[str, Any]) -> list[dict[str, object]]:
    """A plan as a table, first step first, indented by what stands on what."""
    lines: list[dict[str, object]] = []

    def walk(step: Mapping[str, Any], depth: int) -> None:
        told = step.get("args", {})
        line: dict[str, object] = {
            "step": f"{'│ ' * depth}{str(step.get('operatorType', '')).split('@')[0]}",
            "of what": str(told.get("Details", "")),
        }
        line.update({says: told[name] for name, says in COUNTS.items() if name in told})
        lines.append(line)
        children = list(step.get("children") or ())
        for at, child in enumerate(children):
            walk(child, depth + (at < len(children) - 1))

    walk(plan, 0)
    return lines


def hits(plan: Mapping[str, Any]) -> int:
    """How often a profiled statement looked into the database."""
    return sum(int(step.get("args", {}).get("DbHits", 0)) for step in steps(plan))


def _single(columns: Sequence[str]) -> list[str]:
    """Column names, a double one told apart by a number."""
    seen: dict[str, int] = {}
    names = []
    for name in columns:
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def _ids(value: Value) -> Iterable[str]:
    if isinstance(value, Entry):
        yield str(value.properties.get("id", ""))
    elif isinstance(value, Way):
        for entry in value.entries:
            yield from _ids(entry)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for held in value:
            yield from _ids(held)
