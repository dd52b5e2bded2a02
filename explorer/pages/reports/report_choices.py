"""What a report is to be about, for whom and from which day: each choice stands in the address."""

from __future__ import annotations

from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.app.address_choices import EARLIEST, choose, remember
from explorer.app.downloads import WHOM
from explorer.html.screen import warn
from explorer.html.view import View
from explorer.reports.choice import ReportChoice
from explorer.reports.registry import REPORTS, ReportKind
from explorer.words.text import words
from graph_model.measures import find_cells, live_talks, seats
from graph_model.vocabulary import PHASES, REGIONS
from loaders.take_out.audience import AUDIENCES


def choices(shown: View, kind: ReportKind) -> tuple[date, str, ReportChoice]:
    """From which day, for whom, and about which delegation; all stand in the address."""
    asked, since = st.query_params.get("since", ""), kind.start(shown.as_of)
    if asked:
        try:
            since = max(EARLIEST, min(date.fromisoformat(asked), shown.as_of))
        except ValueError:
            warn(
                f"“{asked}” is not a date. Write it like 2017-12-01; the report begins where"
                " it does by itself."
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
    if kind.addressed:
        choice = _addressed(shown, when)
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
    if kind.chosen:
        choice = _agreements(shown)
    return since, str(st.session_state["report_for"]), choice


def _delegation(shown: View, container: DeltaGenerator) -> str:
    """The delegation that the report is about; those at a table first."""
    snapshot = shown.snapshot
    seated = {cell.delegation for cell in find_cells(shown.day)}
    order = sorted(
        (row.id for row in snapshot.of("Delegation")),
        key=lambda id: (id not in seated, snapshot.name(id)),
    )
    return choose(container, "Delegation", "delegation", order, snapshot.name) if order else ""


def _agreements(shown: View) -> ReportChoice:
    """Which agreements the paper is about: all that are major, or those of a region, phase,
    issue.
    """
    snapshot = shown.snapshot
    issues = sorted((row.id for row in snapshot.of("Issue")), key=snapshot.name)
    first, second, third = st.columns(3, vertical_alignment="bottom")
    region = choose(
        first, "With a party in", "region", ["", *REGIONS], lambda code: code or "any region"
    )
    phase = choose(
        second,
        "At what stage",
        "phase",
        ["", *PHASES],
        lambda code: words(code).capitalize() if code else "in place or under negotiation",
    )
    issue = choose(
        third,
        "That treats",
        "issue",
        ["", *issues],
        lambda id: snapshot.name(id) if id else "any issue",
    )
    return ReportChoice(
        regions=(region,) if region else (),
        phases=(phase,) if phase else (),
        issues=(issue,) if issue else (),
    )


def _addressed(shown: View, container: DeltaGenerator) -> ReportChoice:
    """Whom the text speaks to: one delegation, or all at a table; the address names either."""
    snapshot = shown.snapshot
    rooms = sorted((id for id in live_talks(shown.day) if seats(shown.day, id)), key=snapshot.name)
    there = sorted((row.id for row in snapshot.of("Delegation")), key=snapshot.name)
    says = {"": "all at open tables"} | {id: f"all in {snapshot.name(id)}" for id in rooms}
    says |= {id: snapshot.name(id) for id in there}
    to = choose(container, "To", "to", ["", *there, *rooms], says.__getitem__)
    if to in rooms:
        return ReportChoice(agreement=to)
    return ReportChoice(delegation=to)


def _put(name: str, key: str) -> None:
    remember(name, str(st.session_state[key]))
