"""The command that holds a text against the graph: `linkages verify`."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from explorer.commands.command_line import (
    AsOf,
    Home,
    Json,
    app,
    day_of,
    errors,
    fail,
    fields_of,
    notes,
    print_json,
)
from explorer.verify.judge import Finding, Judgement, verify
from explorer.words.text import count
from graph_model.rows import NodeRow
from loaders.opening import graph_now

SAYS: dict[Finding, str] = {
    "borne_out": "borne out",
    "no_row": "no row",
    "contradicted": "contradicted",
}


@app.command(name="verify")
def verify_text(
    text: Annotated[
        Path, typer.Argument(help="A text, as Markdown; - takes it from standard input.")
    ],
    as_of: AsOf = "",
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Which sentences of a text about our entries a row bears out, which none, which one
    contradicts. Exit code 0: every one is borne out; 1: not.

    Example: linkages verify paper.md --as-of 2026-11-27
    """
    try:
        whole = sys.stdin.read() if str(text) == "-" else text.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", "") or "it is not UTF-8"
        fail(2, f"{text} cannot be read ({reason.lower()}).")
    at = day_of(as_of)
    with errors():
        found = verify(graph_now(home), whole, at)
    counts = Counter(judged.finding for judged in found)
    if as_json:
        counted: dict[str, int] = {code: counts[code] for code in SAYS}
        print_json({**counted, "as_of": at, "sentences": [_told(judged) for judged in found]})
    else:
        for judged in found:
            if judged.finding != "borne_out":
                typer.echo(
                    f"line {judged.said.line}: {SAYS[judged.finding]} ({judged.why}):"
                    f" {judged.said.text}"
                )
        notes.print(
            f"{count(len(found), 'sentence')} about entries: "
            + ", ".join(f"{counts[code]:,} {says}" for code, says in SAYS.items())
        )
    if counts["no_row"] or counts["contradicted"]:
        raise typer.Exit(1)


def _told(judged: Judgement) -> dict[str, Any]:
    return {
        **fields_of(judged.said, "line", "text"),
        **fields_of(judged, "finding", "why"),
        "rows": [
            {
                "id": row.id if isinstance(row, NodeRow) else row.tie_id,
                "source": row.text("source_url"),
            }
            for row in judged.rows
        ],
    }
