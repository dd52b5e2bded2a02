"""Writes ``docs/data-dictionary.md`` from the vocabulary: ``python -m
graph_model.data_dictionary``.
"""

from __future__ import annotations

from pathlib import Path

from graph_model.markdown_text import paragraph
from graph_model.schema import STORE_OWNED, NodeType, RelationshipType, Type
from graph_model.vocabulary import SCHEMA

FILE = Path(__file__).parent.parent / "docs" / "data-dictionary.md"


def dictionary() -> str:
    """Every label and relationship type with its fields, as Markdown."""
    parts = [
        "# Data dictionary",
        "Generated from `graph_model/vocabulary/` by `make docs`; a test holds that it is current.",
        paragraph(
            "Every row also carries what the database writes itself:"
            f" {', '.join(f'`{name}`' for name in STORE_OWNED)}; the last is the label or type"
            " again and marks the row as one of Linkages."
        ),
        "## Labels",
        *(_node(kind) for kind in SCHEMA.nodes),
        "## Relationship types",
        *(_tie(kind) for kind in SCHEMA.relationships),
    ]
    return "\n\n".join(parts) + "\n"


def _node(kind: NodeType) -> str:
    return f"### {kind.label}\n\n{_says(kind)}\n\n{_table(kind)}"


def _tie(kind: RelationshipType) -> str:
    ends = paragraph(
        f"({' | '.join(kind.sources)}) **{kind.says}** ({' | '.join(kind.targets)}); read"
        f" backwards: {kind.says_back}."
    )
    return f"### {kind.name}\n\n{ends}\n\n{_says(kind)}\n\n{_table(kind)}"


def _says(kind: Type) -> str:
    return paragraph(f"{kind.doc} File `{kind.file}.csv`.")


def _table(kind: Type) -> str:
    lines = ["| column | kind | must be filled | what it says |", "|---|---|---|---|"]
    for field in kind.columns:
        codes = f" One of: {', '.join(f'`{code}`' for code in field.codes)}." if field.codes else ""
        lines.append(
            f"| `{field.name}` | {field.kind} | {'yes' if field.required else ''} |"
            f" {field.doc}{codes} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    FILE.write_text(dictionary(), encoding="utf-8")
