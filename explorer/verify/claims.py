"""A text in Markdown, cut into what says something: sentences, and lines of tables with their
headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph_model.search_words import folded_text

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: A line of a table, and the line below its headings.
ROW, RULE = re.compile(r"^\s*\|.*\|\s*$"), re.compile(r"^\s*\|(?:\s*:?-+:?\s*\|)+\s*$")
#: Where a sentence ends: after a word, a year, or what closes a remark; not after an initial or a
#: number, and not before one (art. 14.3).
END = re.compile(
    r"(?:(?<=[^\W\d_][^\W\d_][.!?])|(?<=\b\d{4}[.!?])|(?<=[)%\]][.!?]))"
    r"[\"'”’)]*\s+(?=[\"'“‘(\[]?[^\W\d_a-z])"
)
MARKUP = re.compile(r"^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+|\d+[.)]\s+)")
#: An address says nothing, whatever names are in it.
ADDRESS = re.compile(r"https?://\S+")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")


@dataclass(frozen=True)
class Claim:
    """A sentence, or a line of a table (then `cells` by heading); `line` is that of the file."""

    line: int
    text: str
    cells: tuple[tuple[str, str], ...] = ()


def sentences(text: str) -> Iterator[Claim]:
    """What a text says, in its order; headings, code and empty lines say nothing."""
    heads: list[str] = []
    lines = text.splitlines()
    fenced, paragraph, begun = False, "", 0
    for number, line in enumerate([*lines, ""], start=1):
        fence = line.lstrip().startswith(("```", "~~~"))
        fenced ^= fence
        broken = fence or fenced or not line.strip() or bool(ROW.match(line) or MARKUP.match(line))
        if broken and paragraph:
            yield from _cut(paragraph, begun)
            paragraph = ""
        if fence or fenced or not line.strip() or line.lstrip().startswith("#"):
            heads = []
        elif ROW.match(line):
            cells = _cells(line)
            if not heads:
                heads = cells
            elif not RULE.match(line):
                whole = " | ".join(cell for cell in cells if cell)
                yield Claim(number, whole, tuple(zip(heads, cells, strict=False)))
        else:
            heads = []
            begun = begun if paragraph else number
            paragraph = f"{paragraph} {MARKUP.sub('', line).strip()}".strip()


def _cut(paragraph: str, line: int) -> Iterator[Claim]:
    for part in END.split(ADDRESS.sub(" ", _unmarked(paragraph))):
        if WORD.search(part):
            yield Claim(line, part.strip())


def _cells(line: str) -> list[str]:
    parts = re.split(r"(?<!\\)\|", line.strip().strip("|"))
    return [_unmarked(part).strip() for part in parts]


def _unmarked(text: str) -> str:
    """The words without what Markdown adds to them."""
    bare = re.sub(r"(\*\*|__|`|(?<!\w)\*|\*(?!\w))", "", LINK.sub(r"\1", text))
    return ESCAPED.sub(r"\1", bare)


def tokens(text: str) -> list[str]:
    """The words of a text, folded."""
    return WORD.findall(folded_text(text))
