"""The asks of a statement as people changed them, back in: the lines under one heading of a Word
document or a Markdown text become rows of the coalition's own. Nothing is written here.

Changes that Word tracks count as accepted: what was put in is read, what was struck out is not.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, iterparse

from graph_model.dataset_changes import TYPED
from graph_model.plurals import count
from graph_model.rows import NodeRow, RelationshipRow, Rows, Value
from graph_model.snapshot import Snapshot
from loaders.check.form_rows import Edit, joined_id, personal_data, slug
from loaders.problems import Problem
from loaders.read.cells import clean

#: The heading under which the asks stand.
ASKS = "What we ask"
LARGEST = 20_000_000
#: The mark at the end of an ask, and the numbers of sources that may follow it.
MARK = re.compile(r"\s*\(ask: ([a-z0-9_]+)\)\s*")
SOURCES = re.compile(r"\s*\[[\d\s,–-]+\]\s*$")
BULLET, HEADING = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+"), re.compile(r"^#{1,6}\s+|^\*\*(.+)\*\*$")
ESCAPED = re.compile(r"\\([*_`\[\]#!|])")
ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: What Word keeps apart from letters: a hyphen that may not break, a tab, a break of the line.
SIGNS = {f"{WORD}noBreakHyphen": "-", **{f"{WORD}{sign}": " " for sign in ("tab", "br", "cr")}}


@dataclass(frozen=True)
class Brought:
    """One line as it came back: its place in the file, its code (empty: a new ask), its words."""

    row: int
    code: str
    text: str


def marked(text: str, code: str) -> str:
    """An ask with the mark that brings it back.

    >>> marked("Publish your proposals.", "own_proposals")
    'Publish your proposals. (ask: own_proposals)'
    """
    return f"{text} (ask: {code})"


def read_asks(file: str, data: bytes) -> tuple[Brought, ...] | Problem:
    """The asks in a text that people worked on, or why there are none to be read."""
    if len(data) > LARGEST:
        return _problem(file, "file-too-large", f"{len(data):,} bytes are over {LARGEST:,}")
    try:
        lines = list(_word_lines(data) if data.startswith(b"PK") else _text_lines(data))
    except (zipfile.BadZipFile, KeyError, ParseError, ValueError, EOFError, OSError, RuntimeError):
        says = "this is no whole Word document and no text; save it again as .docx or .md"
        return _problem(file, "no-asks", says)
    found = [_ask(row, text) for row, text in lines if text]
    asks = tuple(ask for ask in found if ask.text)
    if not asks:
        return _problem(file, "no-asks", f"no line stands under the heading “{ASKS}”")
    return asks


def asks_edit(
    snapshot: Snapshot,
    brought: tuple[Brought, ...],
    shown: Mapping[str, str],
    put_to: str,
    file: str,
    today: str,
) -> Edit | tuple[Problem, ...]:
    """What would be written: `shown` are the asks of the statement of today by their codes,
    `put_to` is whom it addresses (empty: everyone).
    """
    problems = tuple(_faults(snapshot, brought, file))
    if problems:
        return problems
    nodes: list[NodeRow] = []
    ties: list[RelationshipRow] = []
    proof: dict[str, Value] = {"as_of": today, "confidence": "reference", "visibility": "public"}
    for ask in brought:
        if shown.get(ask.code) != ask.text:
            _put(snapshot, ask.code, ask.text, "asked", put_to, today, nodes, ties)
    for code in sorted(set(shown) - {ask.code for ask in brought}):
        _put(snapshot, code, shown[code], "dropped", put_to, today, nodes, ties)
    dropped = sum(row.text("state") == "dropped" for row in nodes)
    to = snapshot.name(put_to) if put_to else "everyone"
    says = f"{count(len(nodes) - dropped, 'ask')} to {to} put in our own words, {dropped} taken out"
    return Edit(
        Rows(
            tuple(NodeRow(row.label, row.id, {**row.fields, **proof}, TYPED) for row in nodes),
            tuple(
                RelationshipRow(tie.type, tie.source, tie.target, dict(proof), TYPED)
                for tie in ties
            ),
        ),
        says=says,
    )


def _put(
    snapshot: Snapshot,
    code: str,
    text: str,
    state: str,
    put_to: str,
    today: str,
    nodes: list[NodeRow],
    ties: list[RelationshipRow],
) -> None:
    """One ask with its ties."""
    known = snapshot.nodes.get(code)
    kept = known is not None and known.label == "Ask"
    id = code if kept else joined_id("ask", put_to or "all", code or slug(text)[:60])
    values: dict[str, Value] = {"name": text, "state": state, "date": today}
    nodes.append(NodeRow("Ask", id, values))
    if kept:
        return
    if put_to:
        ties.append(RelationshipRow("IS_PUT_TO", id, put_to))
    if known is not None:
        ties.append(RelationshipRow("RESTS_ON", id, code))


def _faults(snapshot: Snapshot, brought: tuple[Brought, ...], file: str) -> Iterator[Problem]:
    """Every line that cannot be kept."""
    seen: set[str] = set()
    for ask in brought:
        known = snapshot.nodes.get(ask.code)
        if ask.code and (known is None or known.label not in ("Ask", "Indicator")):
            says = f"no point and no ask has the id '{ask.code}'; take the mark out for a new ask"
            yield Problem(file, ask.row, "", "unknown-id", says, ask.code)
        elif ask.code in seen and ask.code:
            says = f"'{ask.code}' stands in two lines; take the mark out of the newer one"
            yield Problem(file, ask.row, "", "doubled-id", says, ask.code)
        elif why := personal_data(ask.text):
            yield Problem(file, ask.row, "", "bad-answer", why, ask.text[:200])
        seen.add(ask.code)


def _ask(row: int, text: str) -> Brought:
    found = MARK.search(text)
    said = text[: found.start()] if found else SOURCES.sub("", text)
    return Brought(row, found[1] if found else "", clean(said))


def _problem(file: str, code: str, sentence: str) -> Problem:
    return Problem(file, 0, "", code, sentence)


# ---------------------------------------------------------------- Markdown, or a mail


def _text_lines(data: bytes) -> Iterator[tuple[int, str]]:
    """The bullets under the heading of a text, lines that a mail broke put together again."""
    inside, started, parts = False, 0, list[str]()
    for row, line in enumerate(data.decode("utf-8-sig").splitlines(), start=1):
        plain = re.sub(r"^(?:\s*>)+\s?", "", line).rstrip()
        heading = HEADING.match(plain.strip())
        if heading or BULLET.match(plain) or not plain.strip():
            if parts:
                yield started, _unescaped(" ".join(parts))
            parts = []
        if heading:
            inside = ASKS.casefold() in plain.casefold()
        elif inside and (bullet := BULLET.match(plain)):
            started, parts = row, [plain[bullet.end() :].strip()]
        elif inside and plain.strip() and parts:
            parts.append(plain.strip())
    if parts:
        yield started, _unescaped(" ".join(parts))


def _unescaped(text: str) -> str:
    for code, sign in ENTITIES.items():
        text = text.replace(code, sign)
    return ESCAPED.sub(r"\1", text)


# ---------------------------------------------------------------- Word


def _word_lines(data: bytes) -> Iterator[tuple[int, str]]:
    """The paragraphs under the heading of a Word document."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST:
            raise ValueError("it unpacks into too much")
        with archive.open("word/document.xml") as stream:
            inside = False
            paragraphs = (its for _, its in iterparse(stream) if its.tag == f"{WORD}p")
            for row, paragraph in enumerate(paragraphs, start=1):
                text = _text(paragraph)
                if _is_heading(paragraph):
                    inside = ASKS.casefold() in text.casefold()
                elif inside:
                    yield row, text
                paragraph.clear()


def _text(paragraph: Element) -> str:
    """What a paragraph says; struck-out words have a tag of their own and are not in it."""
    said = "".join(
        part.text or "" if part.tag == f"{WORD}t" else SIGNS.get(part.tag, "")
        for part in paragraph.iter()
    )
    return " ".join(said.split())


def _is_heading(paragraph: Element) -> bool:
    style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    return style is not None and style.get(f"{WORD}val", "").casefold().startswith(
        ("heading", "title")
    )
