"""Reports: what the coalition hands to others, with a preview and as files. Every line has its
source.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.app.downloads import WHOM, released
from explorer.app.visit import EARLIEST, choose, context_bar, remember, view
from explorer.html.app_links import href
from explorer.html.look import link, sources, table
from explorer.html.screen import heading, section, show, warn
from explorer.html.view import View
from explorer.reports.choice import ReportChoice
from explorer.reports.parts import PROVEN
from explorer.reports.registry import REPORTS, ReportKind, year_before
from graph_model.measures import find_cells
from loaders.take_out.export import AUDIENCES
from loaders.take_out.report_files import WRITERS, Report, ReportSection

PREVIEW = 25
CALLED = {
    ".md": "Markdown",
    ".xlsx": "Excel",
    ".zip": "CSV (zipped)",
    ".docx": "Word",
    ".pdf": "PDF",
}


def page() -> None:
    """Draw the page."""
    shown = view()
    context_bar(shown)
    if not shown.snapshot.nodes:
        heading(
            "Reports",
            "There is nothing to report yet",
            "Reports are made of what is in the graph; bring your files in first.",
        )
        show(link(href("data"), "Go to Data", button="main"))
        return
    kind = REPORTS.get(st.query_params.get("report", ""))
    if kind is None:
        heading(
            "Reports",
            "What do you want to report?",
            "Each report is made of what the graph holds on the day above; every line names its"
            " source.",
        )
        items = [
            f"<li>{link(href('reports', report=its.code), its.title)}<br>{escape(its.says)}</li>"
            for its in REPORTS.values()
        ]
        show(f"<ul>{''.join(items)}</ul>")
        return
    since, audience, choice = choices(shown, kind)
    leaving = released(shown.snapshot, audience)
    if leaving is None:
        heading(
            "Reports",
            kind.title,
            "Choose first what is to become of the entries that could give somebody away.",
        )
        return
    if kind.about and choice.delegation not in leaving.snapshot.nodes:
        heading("Reports", kind.title, "This delegation is not among what may leave for them.")
        return
    report = kind.report(shown.over(leaving.snapshot).day, since, choice)
    heading("Reports", report.title, report.sentences[0])
    for sentence in report.sentences[1:]:
        show(f"<p>{escape(sentence)}</p>")
    downloads(report)
    parts = [part for part in report.sections if part.level == 2]
    inner = [part for part in report.sections if part.level > 2]
    for part in parts:
        preview(part)
    if inner:
        names = " · ".join(escape(part.title) for part in inner)
        show(f"<p>{len(inner)} more parts stand in the files: {names}</p>")


def choices(shown: View, kind: ReportKind) -> tuple[date, str, ReportChoice]:
    """From which day, for whom, and about which delegation; all stand in the address."""
    asked, since = st.query_params.get("since", ""), year_before(shown.as_of)
    if asked:
        try:
            since = min(date.fromisoformat(asked), shown.as_of)
        except ValueError:
            warn(
                f"“{asked}” is not a date. Write it like 2017-12-01; the report begins a year"
                " before its day."
            )
    which, when, whom = st.columns(3, vertical_alignment="bottom")
    st.session_state["report_kind"] = kind.code
    which.selectbox(
        "Report",
        list(REPORTS),
        format_func=lambda code: REPORTS[code].title,
        key="report_kind",
        on_change=lambda: _put("report", "report_kind"),
    )
    choice = ReportChoice(delegation=_delegation(shown, when) if kind.about else "")
    if kind.span:
        st.session_state["report_since"] = since
        when.date_input(
            "Since",
            min_value=EARLIEST,
            max_value=shown.as_of,
            key="report_since",
            format="YYYY-MM-DD",
            on_change=lambda: _put("since", "report_since"),
        )
    audience = st.query_params.get("audience", "")
    st.session_state["report_for"] = audience if audience in AUDIENCES else kind.audience
    whom.selectbox(
        "For whom",
        AUDIENCES,
        format_func=WHOM.__getitem__,
        key="report_for",
        on_change=lambda: _put("audience", "report_for"),
    )
    return since, str(st.session_state["report_for"]), choice


def _delegation(shown: View, place: DeltaGenerator) -> str:
    """The delegation that the report is about; those at a table first."""
    snapshot = shown.snapshot
    seated = {cell.delegation for cell in find_cells(shown.day)}
    order = sorted(
        (row.id for row in snapshot.of("Delegation")),
        key=lambda id: (id not in seated, snapshot.name(id)),
    )
    return choose(place, "Delegation", "delegation", order, snapshot.name) if order else ""


def _put(name: str, key: str) -> None:
    remember(name, str(st.session_state[key]))


def downloads(report: Report) -> None:
    """The report as files."""
    with st.container(key="lk-report-files", horizontal=True):
        for ending, (media, write) in WRITERS.items():
            name = f"linkages-{report.code}{ending}"
            st.download_button(
                CALLED[ending],
                partial(write, report),
                name,
                media,
                key=f"report{ending}",
                on_click="ignore",
            )


def preview(part: ReportSection) -> None:
    """The lines of a section, and the beginning of its table."""
    section(part.title, part.says)
    if part.lines:
        told = "".join(
            f"<li>{escape(line.text)} {sources(line.sources)}</li>" for line in part.lines
        )
        show(f"<ul>{told}</ul>")
    if not part.rows:
        if part.empty:
            show("<p>Nothing is recorded.</p>")
        return
    where = len(part.header) - len(PROVEN)
    rows = [
        [
            escape(cell) if at != where else sources(cell) or escape(cell)
            for at, cell in enumerate(row)
        ]
        for row in part.rows[:PREVIEW]
    ]
    more = (
        f"The first {PREVIEW} of {len(part.rows):,}; the files hold all"
        if len(part.rows) > PREVIEW
        else part.title
    )
    show(
        table(
            list(part.header),
            rows,
            more,
            tuple(at for at, word in enumerate(part.header) if word == "place"),
        )
    )
