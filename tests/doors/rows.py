"""The seeds with strangers' words in every text field: pictures, links, headings and signs that a
page must show as the text that they are. All of it is harmless; nothing answers at the address.
"""

from __future__ import annotations

from dataclasses import replace

from graph_model.rows import NodeRow, RelationshipRow, Rows, Value
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.seeds import seed_snapshot

FOREIGN = "foreign.example"
#: A word that stands in the page in bold, as a heading or as code only when text was read as more.
MARKED = "MARKED"
INLINE = (
    f"<img src='http://{FOREIGN}/tag.png'> ![p](http://{FOREIGN}/inline.png)"
    f" [go](http://{FOREIGN}/go) http://{FOREIGN}/bare www.{FOREIGN} **{MARKED}** _{MARKED}_"
    f" `{MARKED}` ${MARKED}$ :red[{MARKED}] <b>{MARKED}</b>"
)
BLOCK = (
    f"\n\n# {MARKED}\n\n![p](http://{FOREIGN}/block.png)\n\n- **{MARKED}**\n\n    {MARKED}\n\n"
    f"| {MARKED} | b |\n|---|---|\n| {MARKED} | d |\n\n"
)
#: A name that turns the words after it around where it is not set apart.
TURNED = "\N{RIGHT-TO-LEFT OVERRIDE}"


def strange(text: str) -> str:
    """A text with all of it before and after."""
    return f"{INLINE} {text} {BLOCK} {TURNED}{text} {INLINE}"


def strange_snapshot() -> Snapshot:
    """The seeds, each text field of each row made strange; codes, days and addresses as they
    were.
    """
    return Snapshot(Rows.of(_strange(row) for row in seed_snapshot().rows()))


def _strange(row: NodeRow | RelationshipRow) -> NodeRow | RelationshipRow:
    kind = SCHEMA.by_label[row.label] if isinstance(row, NodeRow) else SCHEMA.by_name[row.type]
    texts = {field.name for field in kind.fields if field.kind == "text"}
    fields: dict[str, Value] = {
        name: strange(str(value)) if name in texts and value else value
        for name, value in row.fields.items()
    }
    return replace(row, fields=fields)
