"""Writes ``docs/problems.md`` from the problem codes: ``python -m loaders.problem_list``."""

from __future__ import annotations

from pathlib import Path

from graph_model.markdown_text import paragraph
from loaders.problems import CODES

FILE = Path(__file__).parent.parent / "docs" / "problems.md"


def problem_list() -> str:
    """Every problem code with an example, as Markdown."""
    lines = [
        "# Problems in files",
        "",
        paragraph(
            "A load with any problem writes nothing. Each problem names the file, the row (as the"
            " spreadsheet shows it), column and cell. Generated from `loaders/problems.py` by"
            " `make docs`; a test holds that it is current."
        ),
        "",
        "| code | what is wrong | how it is said |",
        "|---|---|---|",
    ]
    lines.extend(f"| `{kind.code}` | {kind.title} | {kind.example} |" for kind in CODES.values())
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.write_text(problem_list(), encoding="utf-8")
