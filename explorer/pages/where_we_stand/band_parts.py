"""The band in words and shares: what is reached, what is assumed, what lies ahead, and each kind of
gap.
"""

from __future__ import annotations

from html import escape

from explorer.html.app_links import href
from explorer.html.look import link
from explorer.html.symbols import kind_symbol
from explorer.html.view import View
from explorer.words.sentences import ahead_sentence, assumed_sentence, band_words
from explorer.words.text import series
from graph_model.measures import BAND_ORDER, KIND, KINDS, Coverage
from graph_model.measures.assumed import assumed
from graph_model.measures.next.forecast import forecast
from graph_model.shares import percent


def band_html(band: Coverage) -> str:
    """The coverage band: a part per kind that has cells."""
    parts = [(code, band.by_kind[code][1]) for code in BAND_ORDER if band.by_kind[code][1]]
    bars = "".join(
        f'<span class="lk-fill-{code}" style="width:{share * 100:.2f}%"></span>'
        for code, share in parts
    )
    keys = "".join(
        f"<span>{kind_symbol(code, silent=True)} {KIND[code].says} <b>{percent(share)}</b></span>"
        for code, share in parts
    )
    says = band_words(band)
    return (
        f'<div class="lk-bandbox" role="img" aria-label="{says}"><div'
        f' class="lk-band">{bars}</div></div><div class="lk-keys">{keys}</div>'
    )


def assumed_html(shown: View) -> str:
    """How much of what is at stake is assumed, in one line; nothing when nothing is."""
    said = assumed_sentence(assumed(shown.day))
    return f'<p class="lk-small" data-assumed>{escape(said)}</p>' if said else ""


def ahead_html(shown: View) -> str:
    """The band run ahead in one line, with the calls that would hold most; nothing when nothing is
    reached that could be lost.
    """
    found = forecast(shown.day)
    if not found.low:
        return ""
    calls = [
        f"{link(href('profile', id=call.member), shown.snapshot.name(call.member))} to"
        f" {link(href('profile', id=call.delegation), shown.snapshot.name(call.delegation))}"
        for call in found.calls
    ]
    hold = f" Calls that would hold most: {'; '.join(calls)}." if calls else ""
    return f"<p>{escape(ahead_sentence(shown.snapshot, found))}{hold}</p>"


def kinds_html(band: Coverage) -> str:
    """The kinds in their order with counts that lead to the list behind them; those that are empty
    are named in one line.
    """
    most = max(number for number, _ in band.by_kind.values()) or 1
    rows = []
    for kind in KINDS:
        number, share = band.by_kind[kind.code]
        if not number:
            continue
        counted = link(
            href("gaps", kind=kind.code), f"{number:,}", f"Show the {number} that are: {kind.says}"
        )
        bar = f'<span class="lk-mini" style="width:{72 * number / most:.0f}px"></span>'
        rows.append(
            f"<tr><td>{kind_symbol(kind.code, silent=True)}</td><td"
            f' title="{escape(kind.means)}">{kind.says}</td><td class="num">{counted}</td><td'
            f' class="num wide">{percent(share)}</td><td'
            f' class="wide">{bar}</td><td>{kind.remedy_says}</td></tr>'
        )
    ways = (
        f"{link(href('gaps'), 'See them as a matrix')}"
        f" {link(href('gaps', look='list'), 'As a table, and CSV')}"
    )
    none = [kind.says.lower() for kind in KINDS if not band.by_kind[kind.code][0]]
    empty_kinds = (
        f'<p class="lk-small">Kinds without any line: {escape(series(none))}.</p>' if none else ""
    )
    head = (
        "<thead><tr><th></th><th scope=col>kind</th><th scope=col class=num>lines</th><th scope=col"
        ' class="num wide">of what is at stake</th><th class=wide></th><th scope=col>what to'
        " do</th></tr></thead>"
    )
    return (
        '<table class="lk-table" aria-label="Lines by kind of'
        f' gap">{head}<tbody>{"".join(rows)}</tbody></table>{empty_kinds}<p'
        f' class="lk-tool">{ways}</p>'
    )
