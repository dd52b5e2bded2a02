"""How pages look: the style sheet, and the few pieces of HTML that every page uses. All data is
escaped here; `screen` puts it on the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from explorer.html.people import leads_on
from explorer.words.sureness import beside_source
from explorer.words.text import PLAIN, STRESSED
from graph_model.cached import cached
from graph_model.source_addresses import addresses_in
from graph_model.source_kinds import kind_of_sources
from graph_model.vocabulary.palette import BLUE, SKY

LINE_ENDS = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
#: Signs that turn the words after them around, or hold them, until another ends it: a name that
#: forgets that other would turn ours. Names that are read from the right need none of them.
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
#: Words that are read from the right, Hebrew and Arabic above all, with what parts words of a name.
RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
FROM_RIGHT = re.compile(f"[{RIGHT}]+(?:[ .’'-]+[{RIGHT}]+)*")
#: A tag, or a drawing, which knows no `<bdi>`.
TAG = re.compile(r"(<svg\b.*?</svg>|<[^>]*>)", re.S)
#: What may begin something in Markdown. A colon before a blank and a hyphen within a word do not,
#: and are left: labels are read aloud with every sign that stands in them (Streamlit 1.67).
MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#+!|~$&=]|:(?=\S)|(?<!\w)-|-(?!\w))")
NUMBERED = re.compile(r"^(\s*\d+)([.)])")
#: What Markdown makes a link of by itself: the start of an address, and the sign within an e-mail.
LINKED = re.compile(r"(?i)https?(?=://)|www(?=\.)|@")
#: What to do where nothing is open to who looks: a steward may do everything.
FOR_OTHERS = "A steward of the coalition can add what is missing."
STYLES = Path(__file__).parent / "look.css"


@cache
def styles() -> str:
    """The style sheet, with the colours of the vocabulary as variables before it."""
    colours = f":root {{ --lk-tie: {BLUE}; --lk-tie-dark: {SKY}; }}"
    return f"{colours}\n{STYLES.read_text(encoding='utf-8')}"


@cached(maxsize=256)
def one_block(html: str) -> str:
    """HTML as one line within one block. To Markdown that is a single block of HTML, which it hands
    on unread; an empty line in somebody's note would end it, and what follows would be read as
    headings, links and pictures from elsewhere.

    >>> print(one_block("<p>first\\n\\n![p](http://x.example/p.png)</p>"))
    <div class="lk-own"><p>first&#10;&#10;![p](http://x.example/p.png)</p></div>
    """
    flat = LINE_ENDS.sub("&#10;", set_apart(html))
    return f'<div class="lk-own">{flat}</div>'


def set_apart(html: str) -> str:
    """HTML in which each name that is read from the right is set apart from the words around it
    (`<bdi>`): else a number or a bracket after it would be shown before it. Signs that turn words
    around are gone.

    >>> arabic = "\\u0645\\u0635\\u0631"
    >>> set_apart(f'<a title="{arabic}">{arabic} (2)</a>').replace(arabic, "X")
    '<a title="X"><bdi>X</bdi> (2)</a>'
    """
    html = TURNS.sub("", html)
    if not FROM_RIGHT.search(html):
        return html
    return "".join(
        part if part.startswith("<") else FROM_RIGHT.sub(r"<bdi>\g<0></bdi>", part)
        for part in TAG.split(html)
    )


def bold_html(text: str) -> str:
    """Escaped text in which what a sentence stresses (`stressed`) became bold.

    >>> from explorer.words.text import stressed
    >>> bold_html(f"between {stressed('0%')} & **35%**")
    'between <b>0%</b> &amp; **35%**'
    """
    return escape(text).replace(STRESSED, "<b>").replace(PLAIN, "</b>")


def plain_markdown(text: str) -> str:
    """Text that somebody else wrote, where Streamlit reads Markdown (messages, labels, help): one
    line in which nothing is a link, a picture or bold. Addresses stay as they are but are no links,
    for which an invisible sign parts them. Round brackets stay as they are: they make a link only
    behind square ones, and a label is read aloud as it is written.

    >>> print(plain_markdown("![x](x)\\n\\n`m`"))
    \\!\\[x\\](x)  \\`m\\`
    >>> (
    ...     plain_markdown("www.x.example") == "www.x.example",
    ...     plain_markdown("- a"),
    ...     plain_markdown("1. a"),
    ... )
    (False, '\\\\- a', '1\\\\. a')
    >>> print(plain_markdown("T-MEC: which? :red[x] - y"))
    T-MEC: which? \\:red\\[x\\] \\- y
    """
    flat = LINE_ENDS.sub(" ", TURNS.sub("", text))
    apart = FROM_RIGHT.sub("\N{FIRST STRONG ISOLATE}\\g<0>\N{POP DIRECTIONAL ISOLATE}", flat)
    parted = LINKED.sub(lambda found: f"{found[0]}\N{WORD JOINER}", apart)
    marked = MARKDOWN.sub(r"\\\1", parted)
    return NUMBERED.sub(r"\1\\\2", marked)


def section_html(title: str, help: str = "") -> str:
    """The same as HTML, to be put beside others."""
    return f'<h2 class="lk-h2">{escape(title)}</h2>' + (
        f'<p class="lk-small">{bold_html(help)}</p>' if help else ""
    )


def link(address: str, words: str, label: str = "", button: str = "") -> str:
    """A link within the app; `label` says it whole where the words are short; `button` ("main" or
    "plain") makes it look like one. Nothing where the page is closed to who looks.
    """
    if not leads_on(address):
        return ""
    said = f' aria-label="{escape(label)}"' if label else ""
    kind = f' class="lk-btn {button}"' if button else ""
    return f'<a href="{escape(address)}" target="_self"{said}{kind}>{escape(words)}</a>'


def sources(text: str, confidence: str = "") -> str:
    """Source addresses as links named by their site, with how far the fact was checked, and a word
    where they are copies alone.
    """
    links = ", ".join(source_link(address, site_of(address)) for address in addresses_in(text))
    checked = beside_source(confidence) if confidence else ""
    copied = "copies alone" if kind_of_sources(text) == "copy" else ""
    return ", ".join(part for part in (links, checked, copied) if part)


def site_of(address: str) -> str:
    """The site of an address, by which it is called."""
    return urlsplit(address).netloc.removeprefix("www.")


def source_link(address: str, words: str, label: str = "") -> str:
    """A link to a page elsewhere; `label` says it whole where the words are short."""
    said = f' aria-label="{escape(label)}"' if label else ""
    return (
        f'<a class="lk-source" href="{escape(address)}" target="_blank" rel="noopener noreferrer"'
        f"{said}>{escape(words)}</a>"
    )


def table(
    header: list[str],
    rows: list[list[str]],
    caption: str,
    numbers: tuple[int, ...] = (),
    roomy: bool = False,
    heads: Sequence[str] = (),
) -> str:
    """A table of ready HTML cells, scrolling in its own box where the screen is narrow; `numbers`
    names columns that are set to the right. A column after the first without a heading is a bar
    that draws the number beside it: a phone has no room for it.

    A `roomy` one would rather scroll than break its sentences into a column of single words.
    `heads` are ready headings (`sorting_head`) in the place of plain ones.
    """
    kind = [
        'class="num"' if at in numbers else 'class="wide"' if at and not word else ""
        for at, word in enumerate(header)
    ]
    top = "".join(heads) or "".join(
        f'<th scope="col" {kind[at]}>{escape(word)}</th>' for at, word in enumerate(header)
    )
    body = "".join(
        "<tr>" + "".join(f"<td {kind[at]}>{cell}</td>" for at, cell in enumerate(row)) + "</tr>"
        for row in rows
    )
    look = "lk-table roomy" if roomy else "lk-table"
    return (
        f'<div class="lk-scroll" role="region" aria-label="{escape(caption)}" tabindex="0"><table'
        f' class="{look}"><caption><span>{escape(caption)}'
        f"</span></caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def sheet(svg: str, caption: str) -> str:
    """A drawing whose parts lead somewhere, scrolling in its own box where the screen is narrow."""
    return (
        f'<div class="lk-sheet" role="region" aria-label="{escape(caption)}"'
        f' tabindex="0">{svg}</div>'
    )


def sorting_head(name: str, up: str, down: str, now: str = "", number: bool = False) -> str:
    """A heading that sorts its table by a click: upwards first, downwards when it stands upwards;
    `now` is "ascending", "descending" or empty.
    """
    state = f' aria-sort="{now}"' if now else ""
    look = ' class="num"' if number else ""
    return (
        f'<th scope="col" role="columnheader"{look}{state}><a class="lk-sort"'
        f' href="{escape(down if now == "ascending" else up)}"'
        f' target="_self">{escape(name)}</a></th>'
    )


def evidence(when: str, what: str, source: str = "", tight: bool = False) -> str:
    """One line of evidence: date, ready HTML of who and what, ready HTML of the source."""
    below = f'<div class="src">{source}</div>' if source else ""
    return (
        "<div"
        f' class="lk-ev{" tight" if tight else ""}"><time>{escape(when)}</time><div>{what}</div>'
        f"{below}</div>"
    )


def empty(missing: str, what_to_do: str, *links: str) -> str:
    """An empty state: what is missing, what to do, and the ways there; where all of them are closed
    to who looks, who can do it.
    """
    ways = "".join(links)
    to_do = what_to_do if ways or not links else FOR_OTHERS
    buttons = f'<div class="lk-btns">{ways}</div>' if ways else ""
    return f'<div class="lk-empty"><p><b>{escape(missing)}</b> {escape(to_do)}</p>{buttons}</div>'
