"""A picture as one HTML file: it asks nothing of the network, holds the tables, and works by
keyboard and by ear.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

from explorer.picture.image_files import script_json
from explorer.picture.image_sheet import RECIPE_ID, font_style
from explorer.picture.letters import drawable_text
from explorer.picture.picture import SEATS, Entry, Picture, Recipe
from explorer.picture.picture_table import PictureTable
from explorer.words.text import count
from graph_model.vocabulary import SCHEMA

HERE = Path(__file__).parent
HELP = (
    "Picture. Plus and minus zoom, arrow keys move, 0 shows all of it. T goes from tie to tie and"
    " says what each is. The tables below hold the same."
)
#: What the table of ties says of each; the card of a tie reads it from there.
TIES = ("From", "", "To", "Since", "How sure", "Source")
#: Text is longer in a table than under a mark.
LONGEST = 2000


def network_tables(picture: Picture) -> list[PictureTable]:
    """Entries and ties, as the picture shows them."""
    ends = [tie.source for tie in picture.ties] + [tie.target for tie in picture.ties]
    number = dict.fromkeys(picture.by_id, 0)
    for end in ends:
        number[end] += 1
    name = {entry.id: entry.name for entry in picture.entries}
    entries = [[entry.name, _what(entry), str(number[entry.id])] for entry in picture.entries]
    ties = [
        [name[tie.source], tie.says, name[tie.target], tie.since, tie.sure, tie.source_url]
        for tie in picture.ties
    ]
    return [
        PictureTable(
            count(len(entries), "entry", "entries"), ("Name", "What it is", "Ties here"), entries
        ),
        PictureTable(count(len(ties), "tie"), TIES, ties),
    ]


def _what(entry: Entry) -> str:
    kind = SCHEMA.by_label[entry.label].singular
    return f"{kind}; {SEATS[entry.seat]}" if entry.seat else kind


def as_html(svg: str, recipe: Recipe, title: str, tables: Sequence[PictureTable]) -> str:
    """The file: an SVG made without fonts and recipe of its own, and its tables."""
    said = escape(drawable_text(title) or "Linkages")
    tools = "".join(
        f'<button value="{key}" aria-label="{words}">{sign}</button>' for key, words, sign in TOOLS
    )
    body = (
        f'<main><h1 class="heard">{said}</h1><div class="picture" tabindex="0" role="group"'
        f' aria-label="{HELP}">{svg}</div><div class="tools">{tools}<label>Find in the tables<input'
        ' type="search" autocomplete="off"></label></div><p class="said" role="status"'
        f' aria-live="polite"></p><div class="tie" role="status"'
        f' aria-label="The chosen tie" hidden></div>{"".join(map(table_html, tables))}</main>'
        f'<script type="application/json" id="{RECIPE_ID}">{script_json(recipe)}</script>'
    )
    letters = svg + "".join(cell for table in tables for row in table.rows for cell in row)
    return offline_html("offline", said, body, letters)


def offline_html(own: str, said: str, body: str, letters: str) -> str:
    """A page of ours: called `said`, with the look of its tables, the style and the script that
    stand in the files named `own`, and the fonts for some letters.
    """
    tables_css, css, script = map(_file, ("tables.css", f"{own}.css", f"{own}.js"))
    styles = [f"{tables_css}{css}", _inside(font_style(letters))]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta'
        f' http-equiv="Content-Security-Policy" content="{_policy(script, styles)}"><meta'
        ' name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{said}</title>{''.join(f'<style>{style}</style>' for style in styles)}</head>"
        f"<body>{body}<script>{script}</script></body></html>"
    )


def _policy(script: str, styles: Sequence[str]) -> str:
    """What a page of ours may load and run: its own script, its own styles, its own fonts."""
    rules = (
        "default-src 'none'",
        f"script-src {_hash(script)}",
        f"style-src {' '.join(map(_hash, styles))}",
        "font-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


TOOLS = (("+", "Zoom in", "+"), ("-", "Zoom out", "−"), ("0", "Show all of it", "Whole picture"))


def row_of(id: str) -> str:
    """Where in a page of ours the row of an entry stands, for a link in its picture."""
    return f"#at-{id}"


def _places(table: PictureTable) -> list[str]:
    """What makes each row a place to go to: the first of several of one entry."""
    known: set[str] = set()
    places = []
    for id in table.ids or [""] * len(table.rows):
        new = id and id not in known
        known.add(id)
        places.append(f' id="{escape(row_of(id)[1:])}" tabindex="-1"' if new else "")
    return places


def table_html(table: PictureTable) -> str:
    """A table in a page of ours."""
    head = "".join(f'<th scope="col">{escape(word)}</th>' for word in table.header)
    body = "".join(
        f"<tr{place}>"
        + "".join(f"<td>{escape(drawable_text(cell, LONGEST))}</td>" for cell in row)
        + "</tr>"
        for place, row in zip(_places(table), table.rows, strict=True)
    )
    said = escape(table.caption)
    kind = ' class="ties"' if table.header is TIES else ""
    return (
        f'<h2>{said}</h2><div class="scroll" tabindex="0" role="region"'
        f' aria-label="{said}"><table{kind}><caption>The same as in the'
        f" picture</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


@cache
def _file(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _inside(element: str) -> str:
    """What stands in a style element."""
    return re.sub(r"^<style>|</style>$", "", element)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
