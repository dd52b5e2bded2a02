"""Where we stand: one sentence, its proof, and what to do next."""

from __future__ import annotations

import streamlit as st

from explorer import gap_pictures, look, symbols
from explorer.matrix import as_csv, table
from explorer.sentences import Opening, Step, freshness, next_events, opening, steps
from explorer.session import View, choose, context_bar, href, view
from explorer.words import CHECKED, number, percent, say
from graph_model.dates import spoken
from graph_model.outreach import DEFAULTS, Cell, coverage, find_cells
from graph_model.rows import NodeRow

NAME = "Where we stand"


def page() -> None:
    """The first page."""
    now = view()
    context_bar(now)
    if not now.snapshot.nodes:
        look.sentence(NAME, "Nothing is on record yet.")
        look.empty(
            "There is no data to look at.", "Bring in your own tables, or the ones that came along.", look.link(href("data"), "Go to Data")
        )
        return
    cells = cells_of(now)
    finding = opening(now.snapshot, cells, now.as_of)
    look.sentence(NAME, finding.says, finding.lead)
    if not cells:
        _nothing_on_the_table()
    else:
        _proof(now, cells, finding)
    left, right = st.columns(2, gap="large")
    with left:
        _events(now)
    with right:
        _freshness(now)


def cells_of(now: View) -> tuple[Cell, ...]:
    """The lines on the table on the day looked at."""
    return find_cells(now.snapshot, now.as_of, None if now.settings == DEFAULTS else now.settings)


def _nothing_on_the_table() -> None:
    look.empty(
        "Nothing was on the table on this day.",
        "Either no talks were open, or none of them are on record yet. Pick a later date, or add talks.",
    )
    with st.container(horizontal=True):
        st.button("Show today", type="primary", on_click=choose, args=("as_of", ""))
        look.put(f"<p>{look.link(href('data'), 'Add data')}</p>")


def _proof(now: View, cells: tuple[Cell, ...], finding: Opening) -> None:
    band = coverage(cells)
    look.put(
        f'<p class="next">{look.link(href("gaps", kind=finding.next_kind), finding.next_says, style="act")}</p>{gap_pictures.band(band)}'
    )
    left, right = st.columns([7, 6], gap="large")
    with left:
        st.header("Three steps that would help most", anchor=False)
        look.put(f'<ol class="steps">{"".join(_step(rank, step) for rank, step in enumerate(steps(now.snapshot, cells), 1))}</ol>')
    with right:
        st.header(f"{number(len(cells), 'line')} we would want", anchor=False)
        look.put(
            '<p class="sub">One line is one delegation on one issue it negotiates.</p>'
            f"{gap_pictures.kinds_table(band, lambda **params: href('gaps', **params))}"
            f'<p class="tool">{look.link(href("gaps"), "See them as a matrix")}</p>'
        )
        st.download_button(
            "Download as CSV",
            as_csv(table(now.snapshot, cells)),
            f"lines-{now.as_of.isoformat()}.csv",
            "text/csv",
            key="lines_csv",
            on_click="ignore",
            type="tertiary",
        )


def _step(rank: int, step: Step) -> str:
    go = look.link(href("gaps", delegation=step.delegation, cell=f"{step.delegation}~{step.issue}"), "See why", f"See why: {step.says}")
    profile = look.link(href("profile", id=step.delegation), "Profile", f"Profile: {step.says}")
    return (
        f'<li><span class="n">{rank}</span><div><p class="h3">{symbols.gap(step.kind)} {look.text(step.says)}</p>'
        f'<p>{look.text(step.why)}</p><p class="go">{go} {profile}</p></div>'
        f'<div class="gain"><b>{step.gain:.1%}</b> of what is<br>at stake</div></li>'
    )


def _events(now: View) -> None:
    st.header("Next events", anchor=False)
    events = next_events(now.snapshot, now.as_of)
    if not events:
        look.empty("No later event is on record.", "Add one, and we show whose talks it is about.", look.link(href("data"), "Add an event"))
        return
    look.put(f'<table class="plain"><tbody>{"".join(_event(now, row) for row in events)}</tbody></table>')


def _event(now: View, row: NodeRow) -> str:
    access = row.text("civil_society_access")
    facts = [row.text("city"), f"access for outsiders: {access}" if access else "access for outsiders not recorded"]
    told = f'<br><span class="muted small">{look.sources(row.text("source_url")) or "no source yet"}, {say(CHECKED, row.text("confidence"))}</span>'
    return (
        f'<tr><td class="when">{look.text(spoken(row.text("start_date")))}</td><td>{look.link(href("profile", id=row.id), row.name)}'
        f"<br>{look.text(', '.join(fact for fact in facts if fact))}{told if now.show_sources else ''}</td></tr>"
    )


def _freshness(now: View) -> None:
    known = freshness(now.snapshot, now.as_of)
    st.header("What this rests on", anchor=False)
    rows = [
        ("Contacts on record up to this day", f"{known.contacts:,}"),
        ("Public sources they come from", f"{known.sources:,}"),
        ("Entries and relationships in all", f"{known.rows:,}"),
        ("Checked against their source", percent(known.checked)),
        ("Sources last read", spoken(known.newest)),
        ("Oldest reading still used", spoken(known.oldest)),
    ]
    body = "".join(f'<tr><td>{says}</td><td class="num">{look.text(figure)}</td></tr>' for says, figure in rows)
    look.put(
        f'<table class="plain"><tbody>{body}</tbody></table>'
        '<p class="tool">No record means not known, never no. A line is live for about 18 months after a meeting, 12 after a call.</p>'
    )
