"""An answer in the shapes that people take it in: a table, CSV, JSON, Parquet, entries for a
picture, and the plan as lines.
"""

from __future__ import annotations

import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any, TextIO

from graph_model.console.answer_columns import EXACT, column_type, data_frame, keeps_digits, single
from graph_model.console.answer_values import (
    AnswerValue,
    NodeValue,
    PathValue,
    as_file_cell,
    as_json,
    as_screen_cell,
    as_text,
)
from graph_model.console.console import Answer
from graph_model.console.guard import plan_steps
from graph_model.snapshot import Snapshot
from loaders.csv_text import csv_text

if TYPE_CHECKING:  # half a second that a command which prints CSV need not wait
    import pandas as pd

#: What a plan says of a step besides its name and details.
COUNTS = {"EstimatedRows": "rows expected", "Rows": "rows", "DbHits": "database hits"}

#: Numbers that one type holds, and that type; large ones lose digits beside those that are not
#: whole.
NUMBERS: tuple[tuple[tuple[object, ...], object], ...] = (
    ((int, "large"), "large"),
    ((int, float), float),
)


def frame(answer: Answer) -> pd.DataFrame:
    """A table for the screen. A column of one kind keeps it; a mixed one becomes text, and so does
    one with numbers that a browser would round or leave empty.
    """
    names = single(answer.columns)
    columns = [_shown([as_screen_cell(row[at]) for row in answer.rows]) for at in range(len(names))]
    return data_frame(names, list(zip(*columns, strict=True)))


def _shown(values: list[AnswerValue]) -> list[AnswerValue]:
    held = column_type(values)
    whole = held in ("str", "bool", "boolean") or (
        held != "object"
        and keeps_digits(values)
        and all(math.isfinite(value) for value in values if isinstance(value, float))
    )
    return values if whole else [None if value is None else as_text(value) for value in values]


def to_csv(answer: Answer) -> str:
    """The rows as CSV; what a spreadsheet would run as a formula begins with an apostrophe."""
    return csv_text(answer.columns, ([as_file_cell(value) for value in row] for row in answer.rows))


def write_csv(
    out: TextIO, columns: Sequence[str], rows: Iterable[Sequence[AnswerValue]], header: bool
) -> None:
    """Write rows, and the header before the first of them."""
    cells = ([as_file_cell(value) for value in row] for row in rows)
    out.write(csv_text(columns if header else None, cells))


def to_object(answer: Answer) -> dict[str, Any]:
    """The answer as one object: columns, rows, how many were read, whether there are more, seconds,
    notices, and the plan where it was asked for.
    """
    rows = [[as_json(value) for value in row] for row in answer.rows]
    head = {"columns": list(answer.columns), "rows": rows, "read": answer.read, "more": answer.more}
    tail = {"seconds": round(answer.seconds, 3), "notices": list(answer.notices)}
    planned = {"plan": plan_lines(answer.plan)} if answer.mode != "run" else {}
    return {**head, **tail, **planned}


def to_json(answer: Answer) -> str:
    """The rows as JSON objects, every value whole."""
    names = single(answer.columns)
    return json.dumps(
        [dict(zip(names, map(as_json, row), strict=True)) for row in answer.rows],
        ensure_ascii=False,
        indent=1,
    )


def to_parquet(answer: Answer) -> bytes:
    """The rows as a Parquet file; a column that no single type holds as it is becomes text."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrays = []
    for at in range(len(answer.columns)):
        values = [row[at] for row in answer.rows]
        arrays.append(
            pa.array(values)
            if _alike(values)
            else pa.array(
                [None if value is None else as_text(value) for value in values], pa.string()
            )
        )
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, names=single(answer.columns)), out)
    return out.getvalue()


class _Mixed(Exception):
    """Values that no single type holds without a change."""


def _alike(values: Sequence[AnswerValue]) -> bool:
    try:
        _shape(list(values))
    except _Mixed:
        return False
    return True


def _shape(value: AnswerValue) -> object:
    """What a value is, within and without; None where nothing is known of it."""
    if value is None or isinstance(value, bool | float | str | bytes):
        return None if value is None else type(value)
    if isinstance(value, int):
        return int if abs(value) < EXACT else "large"
    if isinstance(value, list):
        return ["list", reduce(_both, map(_shape, value), None)]
    if isinstance(value, dict) and value:
        return {name: _shape(held) for name, held in value.items()}
    raise _Mixed


def _both(one: Any, other: Any) -> object:
    """What holds both of two shapes."""
    if one is None or other is None or one == other:
        return other if one is None else one
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return {name: _both(held, other[name]) for name, held in one.items()}
    if isinstance(one, list) and isinstance(other, list):
        return ["list", _both(one[1], other[1])]
    for numbers, holds in NUMBERS:
        if one in numbers and other in numbers:
            return holds
    raise _Mixed


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


def database_hits(plan: Mapping[str, Any]) -> int:
    """How often a profiled statement looked into the database."""
    return sum(int(step.get("args", {}).get("DbHits", 0)) for step in plan_steps(plan))


def _ids(value: AnswerValue) -> Iterable[str]:
    if isinstance(value, NodeValue):
        yield str(value.properties.get("id", ""))
    elif isinstance(value, PathValue):
        for entry in value.entries:
            yield from _ids(entry)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for held in value:
            yield from _ids(held)
