"""Reports: what the coalition hands to others, with a preview and as files. Every line has its
source.
"""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from explorer.app.downloads import release_or_none
from explorer.app.visit import context_bar, view
from explorer.html.app_links import href
from explorer.html.empty import load_first
from explorer.html.look import link, sheet, sources, table
from explorer.html.screen import heading, section, show
from explorer.pages.reports import bring_asks_back
from explorer.pages.reports.report_choices import choices
from explorer.picture.paper_figures import illustrated
from explorer.picture.story_files import own_names
from explorer.reports.parts import PROVEN
from explorer.reports.registry import REPORTS
from loaders.take_out.report_files import WRITERS
from loaders.take_out.report_shape import Report, ReportSection

PREVIEW = 10
#: From how many inner parts on a page only names them.
MOST_PARTS = 12
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
            "Reports", "There is nothing to report yet", "Reports are made of what is in the graph."
        )
        show(load_first())
        return
    kind = REPORTS.get(st.query_params.get("report", ""))
    if kind is None:
        every_report()
        return
    since, audience, choice = choices(shown, kind)
    leaving = release_or_none(shown.snapshot, audience)
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
    day = shown.over(leaving.snapshot).day
    report = illustrated(kind.report(day, since, choice), day, choice)
    heading("Reports", report.title, report.sentences[0])
    for sentence in report.sentences[1:]:
        show(f"<p>{escape(sentence)}</p>")
    downloads(report)
    if kind.addressed:
        bring_asks_back.draw(shown, choice)
    parts(report)


def every_report() -> None:
    """Which reports there are."""
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


def parts(report: Report) -> None:
    """The sections of a report; where they are many, the inner ones stand in the files alone."""
    inner = [part for part in report.sections if part.level > 2]
    inner = inner if len(inner) > MOST_PARTS else []
    for part in report.sections:
        if part not in inner:
            preview(part)
    if inner:
        names = " · ".join(escape(part.title) for part in inner)
        show(f"<p>{len(inner)} more parts stand in the files: {names}</p>")


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
    if part.figure:
        drawn = own_names(part.figure.svg(), f"{part.figure.name}-")
        said = part.figure.caption
        show(f'{sheet(drawn, said)}<p class="lk-small">{escape(said)}</p>')
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
            roomy=True,
        )
    )
