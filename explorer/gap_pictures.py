"""The coverage band, the list of kinds and the matrix as HTML. `Link` makes addresses, so nothing here knows the session."""

from __future__ import annotations

from collections.abc import Callable

from explorer import symbols
from explorer.look import link, text
from explorer.matrix import Column, Line, Matrix
from explorer.sentences import full_name, place
from explorer.words import number, percent
from graph_model.outreach import KIND, KINDS, Cell, Coverage
from graph_model.snapshot import Snapshot

#: From changed parameters to the address of the gaps page.
Link = Callable[..., str]
#: Left to right in the band: reached, then not known, then the rest.
BAND = ("several", "one", "unknown", "other_issue", "quiet", "no_answer", "nobody")


def band(found: Coverage) -> str:
    """The coverage band: one bar, a bracket from low to high, and keys with sign, words and figure."""
    low, high = percent(found.low), percent(found.high)
    parts = [(code, found.by_kind[code][1]) for code in BAND if found.by_kind[code][0]]
    bars = "".join(f'<span class="seg {code}" style="width:{share:.4%}" title="{KIND[code].says}"></span>' for code, share in parts)
    keys = "".join(f"<li>{symbols.bare_gap(code)}<span>{KIND[code].says} <b>{percent(share)}</b></span></li>" for code, share in parts)
    return (
        f'<div class="band" role="group" aria-label="Reached: at least {low}, at most {high}">'
        f'<p class="scale">Reached: <b>at least {low}, at most {high}</b> of what is at stake</p>'
        f'<i class="brack" style="margin-left:{found.low:.4%};width:{found.high - found.low:.4%}"></i>'
        f'<div class="barr" aria-hidden="true">{bars}</div><ul class="keys">{keys}</ul></div>'
    )


def kinds_table(found: Coverage, to: Link) -> str:
    """The seven kinds, always in the same order, also when there is none of a kind."""
    most = max((count for count, _ in found.by_kind.values()), default=0) or 1
    rows = ""
    for kind in KINDS:
        count, share = found.by_kind[kind.code]
        figure = link(to(kind=kind.code), f"{count:,}", f"{number(count, 'line')}: {kind.says}") if count else "0"
        bar = f'<span class="mini" style="width:{count / most * 64:.0f}px"></span>' if count else ""
        rows += (
            f'<tr class="{"" if count else "zero"}"><td class="sign">{symbols.bare_gap(kind.code)}</td>'
            f'<th scope="row" title="{text(kind.means)}">{kind.says}</th><td class="num">{figure}</td>'
            f'<td class="num">{percent(share) if count else ""}</td><td class="barcell">{bar}</td><td class="remedy">{kind.remedy_says}</td></tr>'
        )
    head = (
        '<thead><tr><th scope="col" colspan="2">Kind of gap</th><th scope="col" class="num">Lines</th>'
        '<th scope="col" class="num">At stake</th><th class="barcell"></th><th scope="col">What to do</th></tr></thead>'
    )
    return f'<table class="plain kinds">{head}<tbody>{rows}</tbody></table>'


def legend(found: Coverage, current: str, to: Link) -> str:
    """The signs with their counts; each leads to the lines of that kind."""
    entries = ""
    for kind in KINDS:
        count = found.by_kind[kind.code][0]
        says = link(to(kind=kind.code), kind.says) if count and kind.code != current else text(kind.says)
        strong = f"<b>{says}</b>" if kind.code == current else says
        entries += f'<li class="{"" if count else "off"}">{symbols.bare_gap(kind.code)}<span>{strong} {count:,}</span></li>'
    return f'<ul class="legend" aria-label="Signs">{entries}</ul>'


def matrix(snapshot: Snapshot, shown: Matrix, at: tuple[str, str], to: Link) -> str:
    """The matrix as an HTML table in its own scrolling box; every sign is a link that says what it is about."""
    head = "".join(
        f'<th scope="col" class="{"g" if column.opens and number_ else ""}" title="{text(snapshot.name(column.issue))}">'
        f"<span>{text(snapshot.name(column.issue))}</span></th>"
        for number_, column in enumerate(shown.columns)
    )
    body = "".join(_row(snapshot, line, shown, at, to) for line in shown.lines)
    return (
        '<div class="scroll" role="region" tabindex="0" aria-label="Delegations by issue">'
        f'<table class="matrix"><thead><tr><th scope="col">Delegation</th>{head}<th scope="col">Missing lines</th></tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(snapshot: Snapshot, line: Line, shown: Matrix, at: tuple[str, str], to: Link) -> str:
    who, full = place(snapshot, line.delegation), full_name(snapshot, line.delegation)
    economy = snapshot.nodes[line.delegation].text("economy")
    name = (
        text(who)
        if who == economy or not who.startswith(f"{economy}, ")
        else f"{text(economy)} <small>{text(snapshot.name(line.delegation))}</small>"
    )
    cells = "".join(_cell(snapshot, line, column, index, shown, at, to, who) for index, column in enumerate(shown.columns))
    style = ' class="selrow"' if at[0] == line.delegation else ""
    return f'<tr{style}><th scope="row" title="{text(full)}">{name}</th>{cells}<td class="num">{line.missing}</td></tr>'


def _cell(snapshot: Snapshot, line: Line, column: Column, index: int, shown: Matrix, at: tuple[str, str], to: Link, who: str) -> str:
    here = (line.delegation, column.issue)
    style = " ".join(part for part in ("g" if column.opens and index else "", "sel" if here == at else "") if part)
    cell: Cell | None = line.cells.get(column.issue)
    if cell is None:
        inside = "" if here in shown.on_table else '<span class="none" title="Not on that table">·</span>'
    else:
        says = f"{who}, {snapshot.name(column.issue)}: {KIND[cell.kind].says}"
        inside = (
            f'<a href="{text(to(cell="~".join(here)))}" target="_self" aria-label="{text(says)}" title="{text(says)}"'
            f"{' aria-current="true"' if here == at else ''}>{symbols.bare_gap(cell.kind)}</a>"
        )
    return f'<td class="{style}">{inside}</td>'
