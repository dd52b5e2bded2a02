"""What `linkages query` and `linkages ask` share: parameters by name or from a file, and the ways
in which an answer leaves.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from explorer.commands.command_line import fail, notes
from explorer.words.text import count
from graph_model.atomic_files import write_whole
from graph_model.console.console import Answer
from loaders.take_out.cypher_answers import to_parquet

FORMATS = ("table", "csv", "json")

Params = Annotated[
    list[str] | None,
    typer.Option(
        "--param",
        help="A parameter as name=value; the value is JSON, or else text. May be repeated.",
    ),
]
ParamsFile = Annotated[
    Path | None,
    typer.Option("--params", help="A file with parameters: one JSON object. --param goes before."),
]
Format = Annotated[
    str, typer.Option("--format", help="table, csv or json; the same as --csv and --json.")
]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV, as it is read, of any length.")]
AsParquet = Annotated[
    Path | None, typer.Option("--parquet", help="Write the rows to this Parquet file.")
]


def output_way(format: str, as_json: bool, as_csv: bool, parquet: Path | None) -> str:
    """The one way out that was asked for: table, csv, json or parquet."""
    if format not in FORMATS:
        fail(2, f"--format {format!r} is none of {', '.join(FORMATS)}.")
    asked = {
        *([format] if format != "table" else []),
        *(["json"] if as_json else []),
        *(["csv"] if as_csv else []),
        *(["parquet"] if parquet else []),
    }
    if len(asked) > 1:
        fail(2, f"An answer leaves in one way; choose one of {', '.join(sorted(asked))}.")
    return asked.pop() if asked else "table"


def from_file(path: Path | None) -> dict[str, Any]:
    """The parameters of a file."""
    if path is None:
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        fail(2, f"--params {path.name}: the file cannot be read ({error.strerror}).")
    except (ValueError, RecursionError) as error:
        fail(2, f'--params {path.name} is not JSON ({error}); write {{"agreement": "cptpp"}}.')
    if not isinstance(found, dict):
        fail(2, f'--params {path.name} is no object in braces; write {{"agreement": "cptpp"}}.')
    return found


def write_parquet(answer: Answer, path: Path) -> None:
    """The rows to a file, whole or not at all."""
    try:
        write_whole(path, to_parquet(answer))
    except OSError as error:
        fail(1, f"--parquet {path.name}: the file cannot be written ({error.strerror}).")
    notes.print(f"{path.name} holds {count(answer.read, 'row')}.", markup=False, highlight=False)
