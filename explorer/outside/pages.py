"""The pages of a published site: the same sentences and tables as in the explorer, with links that
work from a folder and from any web host.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from html import escape, unescape
from urllib.parse import parse_qs, urlsplit

from explorer.html.entry import entry_link, facts, groups, provenance
from explorer.html.look import TURNS, section_html, set_apart, styles, table
from explorer.html.symbols import kind_symbol
from explorer.html.view import View
from explorer.pages.profile.sections import sections
from explorer.pages.where_we_stand.band_parts import assumed_html, band_html, kinds_html
from explorer.pages.where_we_stand.page import events_html, freshness_html, voices_html
from explorer.picture.matrix import matrix
from explorer.words.past_day import past_words
from explorer.words.sentences import opening
from explorer.words.text import count, unstressed
from graph_model.dates import date_words
from graph_model.measures import KIND, Cell, coverage, find_cells
from graph_model.measures.gaps import live_delegations
from graph_model.rows import NodeRow
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

#: The pages in the order of the bar: file and title.
BAR = (
    ("index.html", "Where we stand"),
    ("gaps.html", "Delegations & gaps"),
    ("entries.html", "Profiles"),
    ("pictures.html", "Map and pictures"),
    ("data.html", "Reports and data"),
)
#: Pages of the explorer that the site has too.
ALSO = {
    "": "index.html",
    "./": "index.html",
    "gaps": "gaps.html",
    "map": "pictures.html",
    "pictures": "pictures.html",
    "reports": "data.html",
}
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
#: Nothing but the site itself is asked for, whoever opens it.
POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self';"
    " frame-src 'self'; base-uri 'none'; form-action 'none'"
)
FRAME = """\
body { margin: 0; font-family: "Public Sans", sans-serif; font-size: 16px; line-height: 1.5;
  background: var(--lk-paper); color: var(--lk-ink); color-scheme: light dark; }
main, .lk-top, .lk-foot { max-width: 1200px; margin: 0 auto; padding: 0 24px; }
.lk-nav { display: flex !important; flex-wrap: wrap; }
.lk-nav > a { display: flex !important; padding: 14px 0; min-height: 0; }
.lk-squares td { text-align: center; }
.lk-squares thead th { writing-mode: vertical-rl; max-height: 16em; vertical-align: bottom;
  text-align: start; }
.lk-squares tbody th { text-align: start; font-weight: 400; white-space: nowrap; }
.stApp a { color: var(--lk-link); } img { max-width: 100%; height: auto; }
"""
FONT = """\
@font-face { font-family: "Public Sans"; font-weight: 100 900;
  src: url("static/public-sans-latin-wght-normal.woff2") format("woff2");
  unicode-range: U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6,
  U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212; }
@font-face { font-family: "Public Sans"; font-weight: 100 900;
  src: url("static/public-sans-latin-ext-wght-normal.woff2") format("woff2");
  unicode-range: U+0100-02BA, U+1E00-1E9F, U+20A0-20AB, U+2C60-2C7F; }
"""


def style_sheet() -> str:
    """The look of the explorer, with its fonts beside it."""
    return FONT + styles().replace("app/static/", "static/") + FRAME


def profile_file(id: str) -> str:
    """The file of an entry's page; an id is letters, digits and _."""
    return f"profile/{id}.html"


def pages(shown: View, files: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Every page as file and text. `files` are further files, each with what it is."""
    cells = find_cells(shown.day)
    yield "index.html", _page(shown, "index.html", "Where we stand", _stand(shown, cells))
    yield "gaps.html", _page(shown, "gaps.html", "Delegations & gaps", _gaps(shown, cells))
    yield "entries.html", _page(shown, "entries.html", "Profiles", _entries(shown))
    pictures = {file: says for file, says in files.items() if file.startswith("pictures/")}
    yield "pictures.html", _page(shown, "pictures.html", "Map and pictures", _pictures(pictures))
    others = {file: says for file, says in files.items() if file not in pictures}
    yield "data.html", _page(shown, "data.html", "Reports and data", _files(others))
    for row in shown.snapshot.nodes.values():
        file = profile_file(row.id)
        yield file, _page(shown, file, row.full_name, _profile(shown, row))


def _page(shown: View, file: str, title: str, body: str) -> str:
    up = "../" * file.count("/")
    bar = "".join(
        f'<a href="{up}{where}"{" aria-current=page" if where == file else ""}>{escape(name)}</a>'
        for where, name in BAR
    )
    past = past_words(shown.day)
    foot = (
        f"Public rows as of {date_words(shown.as_of.isoformat())}, each with its source. No record"
        f" means not known, never no.{f' {past}' if past else ''} Fingerprint of the data:"
        f" {escape(shown.snapshot.version)}."
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{TURNS.sub('', escape(title))} · Linkages</title>"
        f'<link rel="icon" href="{up}static/icon.png">'
        f'<link rel="stylesheet" href="{up}style.css"></head><body class="stApp">'
        f'<div class="lk-top"><nav class="lk-nav" aria-label="Pages">{bar}</nav></div>'
        f"<main>{set_apart(linked(body, up, shown.snapshot.nodes.__contains__))}</main>"
        f'<footer class="lk-foot"><p>{foot}</p></footer></body></html>\n'
    )


def linked(html: str, up: str, known: Callable[[str], bool]) -> str:
    """Links of the explorer as links of the site; what the site has no page for is its words alone.

    >>> linked(
    ...     '<a href="profile?id=edri&amp;as_of=2026-01-01" target="_self">EDRi</a>',
    ...     "../",
    ...     {"edri"}.__contains__,
    ... )
    '<a href="../profile/edri.html">EDRi</a>'
    >>> linked(
    ...     '<a href="record" class="x">Record</a> <a href="https://a.example/">a</a>',
    ...     "",
    ...     {"x"}.__contains__,
    ... )
    'Record <a href="https://a.example/" rel="noopener noreferrer">a</a>'
    """

    def instead(found: re.Match[str]) -> str:
        address, words = unescape(found[1]), found[2]
        parts = urlsplit(address)
        if parts.scheme in ("http", "https"):
            return f'<a href="{found[1]}" rel="noopener noreferrer">{words}</a>'
        id = parse_qs(parts.query).get("id", [""])[0]
        if parts.path == "profile" and known(id):
            return f'<a href="{up}{profile_file(id)}">{words}</a>'
        if parts.path in ALSO:
            return f'<a href="{up}{ALSO[parts.path]}">{words}</a>'
        return words

    return LINK.sub(instead, html)


def _head(kicker: str, sentence: str, lead: str = "") -> str:
    below = f'<p class="lk-lead">{escape(unstressed(lead))}</p>' if lead else ""
    return (
        f'<header class="lk-head"><p class="lk-kicker">{escape(kicker)}</p>'
        f"<h1>{escape(sentence)}</h1>{below}</header>"
    )


def _stand(shown: View, cells: tuple[Cell, ...]) -> str:
    band = coverage(cells)
    sentence, lead = opening(band, live_delegations(shown.day))
    if not band.cells:
        return _head("Where we stand", sentence, lead)
    return (
        _head("Where we stand", sentence, lead)
        + band_html(band)
        + assumed_html(shown)
        + section_html(f"{count(band.cells, 'line')} we would want")
        + kinds_html(band)
        + voices_html(shown)
        + events_html(shown)
        + freshness_html(shown.snapshot)
    )


def _gaps(shown: View, cells: tuple[Cell, ...]) -> str:
    snapshot = shown.snapshot
    ordered = sorted(cells, key=lambda cell: (-cell.importance, snapshot.name(cell.delegation)))
    rows = [
        [
            entry_link(snapshot, cell.delegation),
            entry_link(snapshot, cell.issue),
            f"{kind_symbol(cell.kind)} {escape(KIND[cell.kind].says)}",
            escape(KIND[cell.kind].remedy),
        ]
        for cell in ordered
    ]
    caption = f"{count(len(rows), 'line')}, the weightiest first"
    lead = "One line is one delegation on one issue that it negotiates."
    return (
        _head("Delegations & gaps", f"{count(len(rows), 'line')} we would want", lead)
        + _matrix(snapshot, cells)
        + section_html("Each line, and what would help")
        + table(["delegation", "issue", "our line", "what would help"], rows, caption)
    )


def _matrix(snapshot: Snapshot, cells: tuple[Cell, ...]) -> str:
    """All delegations against all that they negotiate, each pair as the mark of its kind."""
    if not cells:
        return ""
    grid = matrix(snapshot, cells, everything=True)
    there = Counter(cell.kind for cell in cells)
    key = " · ".join(
        f"{kind_symbol(code, silent=True)} {escape(kind.says)} ({there[code]:,})"
        for code, kind in KIND.items()
        if there[code]
    )
    head = "".join(f'<th scope="col">{escape(snapshot.name(its))}</th>' for its in grid.columns)
    rows = "".join(
        f'<tr><th scope="row">{entry_link(snapshot, its)}</th>'
        + "".join(_square(grid.cells.get((its, column))) for column in grid.columns)
        + "</tr>"
        for its in grid.delegations
    )
    caption = (
        f"{count(len(grid.delegations), 'delegation')} and {count(len(grid.columns), 'issue')}"
    )
    return (
        f'<p>{key}</p><div class="lk-scroll" role="region" aria-label="{caption}" tabindex="0">'
        f'<table class="lk-table lk-squares"><caption>{caption}</caption><thead><tr><td></td>{head}'
        f"</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _square(cell: Cell | None) -> str:
    return f"<td>{kind_symbol(cell.kind) if cell else ''}</td>"


def _entries(shown: View) -> str:
    parts = [_head("Profiles", f"{count(len(shown.snapshot.nodes), 'entry', 'entries')}")]
    for kind in SCHEMA.nodes:
        rows = sorted(shown.snapshot.of(kind.label), key=lambda row: row.name.casefold())
        if rows:
            items = "".join(f"<li>{entry_link(shown.snapshot, row.id)}</li>" for row in rows)
            summary = f"{escape(kind.plural)} ({len(rows):,})"
            parts.append(
                f'<details class="lk-fold"><summary>{summary}</summary><ul>{items}</ul></details>'
            )
    return "".join(parts)


def _profile(shown: View, row: NodeRow) -> str:
    main, side = sections(shown, row)
    told = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in facts(row))
    tied = "".join(
        f"<h3>{escape(group.says)}</h3><ul>"
        + "".join(f"<li>{entry_link(shown.snapshot, other)}</li>" for other in group.others)
        + "</ul>"
        for group in groups(shown.day, row.id)
    )
    return (
        _head(SCHEMA.by_label[row.label].singular.capitalize(), row.full_name)
        + f'{main}{side}<dl class="lk-facts">{told}</dl>'
        + section_html("How do we know?")
        + f"<p>{provenance(row)}</p>{section_html('Its ties') if tied else ''}{tied}"
    )


def _pictures(files: dict[str, str]) -> str:
    drawn = "".join(
        f'<figure><img src="{escape(file)}" alt="{escape(says)}"><figcaption>{escape(says)}:'
        f' <a href="{escape(file)}">SVG</a></figcaption></figure>'
        for file, says in files.items()
        if file.endswith(".svg")
    )
    more = _listed({file: says for file, says in files.items() if not file.endswith(".svg")})
    lead = "Each opens again in Linkages, for it holds how it was made."
    return _head("Map and pictures", "The same as pictures", lead) + drawn + more


def _files(files: dict[str, str]) -> str:
    return _head("Reports and data", "To take away", "Tables with their sources.") + _listed(files)


def _listed(files: dict[str, str]) -> str:
    items = "".join(
        f'<li><a href="{escape(file)}">{escape(says)}</a> ({escape(file.rpartition(".")[2])})</li>'
        for file, says in files.items()
    )
    return f"<ul>{items}</ul>" if items else ""
