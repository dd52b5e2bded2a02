"""Page 1: how much of what is on the table the coalition has a line to, and what to do next."""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer.look import heading, link, section, show, sources, table
from explorer.sentences import gap_sentence, next_step, opening, percent, title, top_gaps
from explorer.session import View, context_bar, href, view
from explorer.symbols import kind_symbol
from graph_model.dates import day, spoken
from graph_model.outreach import KIND, KINDS, Cell, Coverage, coverage, find_cells


def page() -> None:
    """Draw the page."""
    shown = view()
    context_bar(shown)
    if not shown.snapshot.nodes:
        heading("Where we stand", "There is no data yet", "Load your files on the Data page; templates with the right columns are there too.")
        show(link(href("data"), "Go to Data"))
        return
    cells = find_cells(shown.snapshot, shown.as_of, shown.settings)
    band = coverage(cells)
    sentence, lead = opening(band)
    heading(f"Where we stand on {spoken(shown.as_of.isoformat())}", sentence, lead)
    if not band.cells:
        show(link(href("", as_of="2017-12-01"), "Look at 1 December 2017"))
        return
    show(band_html(band))
    section("What to do next", next_step(band))
    show(steps_html(shown, top_gaps(cells)))
    left, right = st.columns([3, 2], gap="large")
    with left:
        section("Kinds of gap", "Every delegation and issue on the table is counted once, at the first line that fits.")
        show(kinds_html(band))
    with right:
        section("Next events")
        show(events_html(shown))
        section("How fresh this is")
        show(freshness_html(shown))


def band_html(band: Coverage) -> str:
    """The coverage band: reached for certain, not known, and no line, with a bracket from the lowest to the highest share."""
    parts = (
        ("lk-reached", band.low, "reached: a live line on the issue"),
        ("lk-open", band.high - band.low, "not known: the members were not yet asked"),
        ("lk-none", 1 - band.high, "no line today"),
    )
    bars = "".join(f'<span class="{name}" style="width:{share * 100:.2f}%"></span>' for name, share, _ in parts)
    keys = "".join(f'<span><i class="{name}"></i>{percent(share)} {says}</span>' for name, share, says in parts)
    low, width = band.low * 100, (band.high - band.low) * 100
    says = f"Reached between {percent(band.low)} and {percent(band.high)}"
    bracket = f'<b style="left:{low:.2f}%;width:{width:.2f}%"></b><em style="left:{low:.2f}%">{says}</em>'
    return f'<div class="lk-band" role="img" aria-label="{says}">{bars}</div><div class="lk-bracket">{bracket}</div><div class="lk-keys">{keys}</div>'


def steps_html(shown: View, gaps: list[Cell]) -> str:
    """The three most important gaps with their remedy."""
    cards = []
    for cell in gaps:
        kind = KIND[cell.kind]
        address = href("gaps", cell=f"{cell.delegation}~{cell.issue}")
        cards.append(
            f'<div class="lk-card"><h3>{kind_symbol(cell.kind)} {escape(kind.remedy_says)}</h3>'
            f"<p>{escape(gap_sentence(shown.snapshot, cell))}</p><p>{link(address, 'Why, and how', f'Why: {title(shown.snapshot, cell.delegation)}')}</p></div>"
        )
    return f'<div class="lk-steps">{"".join(cards)}</div>' if cards else "<p>No gap is open: keep the lines you have.</p>"


def kinds_html(band: Coverage) -> str:
    """The seven kinds in their order, with counts that lead to the list behind them."""
    rows = []
    for kind in KINDS:
        number, share = band.by_kind[kind.code]
        counted = link(href("gaps", kind=kind.code), f"{number:,}", f"Show the {number} that are: {kind.says}") if number else "0"
        rows.append([f"{kind_symbol(kind.code)} <b>{kind.says}</b><br><small>{kind.means}</small>", counted, percent(share), kind.remedy_says])
    return table(["kind", "how many", "of the weight", "what to do"], rows, "Kinds of gap with their share of what is on the table")


def events_html(shown: View, number: int = 6) -> str:
    """The next dated occasions, soonest first."""
    coming = sorted(
        (event for event in shown.snapshot.of("Event") if day(event.text("start_date")) >= shown.as_of), key=lambda row: day(row.text("start_date"))
    )
    rows = []
    for event in coming[:number]:
        more = f"<br><small>open to: {escape(event.text('civil_society_access'))}</small>" if event.text("civil_society_access") else ""
        known = f" {sources(event.text('source_url'))}" if shown.show_sources else ""
        rows.append([spoken(event.text("start_date")), link(href("profile", id=event.id), event.name) + known + more])
    if not rows:
        return f"<p>No event after this day is recorded. {link(href('data'), 'Add the ones you know')} in event.csv.</p>"
    return table(["when", "what"], rows, f"{len(coming)} recorded after this day")


def freshness_html(shown: View) -> str:
    """How old the facts are and how well they are borne out."""
    rows = list(shown.snapshot.rows())
    verified = sum(row.text("confidence").startswith("verified") for row in rows) / len(rows)
    latest = max(row.text("as_of") for row in rows)
    tally = ", ".join(
        f"{len(shown.snapshot.of(label)):,} {what}"
        for label, what in (
            ("Agreement", "agreements"),
            ("Delegation", "delegations"),
            ("Issue", "issues"),
            ("Member", "members and peers"),
            ("Engagement", "contacts"),
        )
    )
    return f"<p>Sources were last read on {spoken(latest)}. {percent(verified)} of {len(rows):,} rows are verified. In the graph: {tally}.</p>"
