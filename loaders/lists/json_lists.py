"""Lists of agreements in JSON as the tables that they are: DATBA's agreements, and JSON lines with
an object each (internacia-db).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from loaders.problems import Problem
from loaders.read.grids import letters
from loaders.read.tables import SourceFile
from loaders.sheets.table_finder import SheetTable

#: The ending of files with one JSON object a line.
LINES = ".jsonl"


def listed_objects(source: SourceFile) -> SheetTable | Problem | None:
    """The table of a JSON file that lists agreements; None where a file is something else."""
    suffix = Path(source.name).suffix.lower()
    if suffix == LINES:
        return _lines(source)
    if suffix != ".json":
        return None
    try:
        told = json.loads(source.data)
    except (ValueError, RecursionError):
        return None  # the reader of graph files says what is wrong with it
    agreements = told.get("agreements") if isinstance(told, Mapping) else None
    if not isinstance(agreements, list) or not all(isinstance(its, Mapping) for its in agreements):
        return None
    return _table(source.name, [_datba(its) for its in agreements], range(1, len(agreements) + 1))


def _lines(source: SourceFile) -> SheetTable | Problem:
    objects, places = [], []
    for number, line in enumerate(source.data.decode("utf-8", "replace").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, Mapping):
            says = "this line is no JSON object; a file of JSON lines has one object a line"
            return Problem(source.name, number, "", "unknown-graph", says, line[:80])
        objects.append(told)
        places.append(number)
    if not objects:
        return Problem(source.name, 0, "", "file-empty", "the file holds no line")
    return _table(source.name, objects, places)


def _datba(told: Mapping[str, Any]) -> dict[str, Any]:
    """An agreement of DATBA's JSON under the headings of its CSV."""
    parties = [its.get("country-name", "") for its in _dicts(told.get("parties"))]
    codes = [its.get("provision-code", "") for its in _dicts(told.get("list-of-provisions"))]
    held = {name: its for name, its in told.items() if not isinstance(its, dict | list)}
    return {**held, "parties": "; ".join(parties), "provision-codes": "; ".join(codes)}


def _dicts(told: Any) -> list[Mapping[str, Any]]:
    return [its for its in told if isinstance(its, Mapping)] if isinstance(told, list) else []


def _table(file: str, objects: Sequence[Mapping[str, Any]], places: Sequence[int]) -> SheetTable:
    headings = tuple(dict.fromkeys(str(name) for its in objects for name in its))
    rows = tuple(
        (place, tuple(_text(its.get(heading)) for heading in headings))
        for place, its in zip(places, objects, strict=True)
    )
    names = tuple(letters(place) for place in range(len(headings)))
    return SheetTable(file, Path(file).stem, 0, headings, names, rows)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
