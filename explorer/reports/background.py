"""The background paper: major agreements in place or under negotiation, what they say on Internet
issues, where they are negotiated, and by whom. Sources are numbered, official texts first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from explorer.reports.agreements import MAJOR_RULE, chosen, clauses, known_clauses
from explorer.reports.choice import ReportChoice
from explorer.reports.parts import PROVEN, entry_names, latest, provenance_cells, sources_of
from explorer.reports.portraits import portrait
from explorer.words.clause_strengths import GROUPS, STRENGTH_WORDS
from explorer.words.text import count, listed, words
from graph_model.dates import date_words
from graph_model.measures import live_talks, seats
from graph_model.measures.day import Day
from graph_model.rows import RelationshipRow
from graph_model.snapshot import Snapshot
from loaders.take_out.report_shape import Report, ReportLine, ReportSection, rows

PLACES = ("NEGOTIATED_IN", "ADMINISTERED_BY", "DISCUSSED_IN", "DECIDED_IN", "NOTIFIED_TO")


def background_paper(day: Day, since: date, choice: ReportChoice) -> Report:
    """The paper as of a day; `since` plays no part."""
    status = chosen(day, choice)
    told = {id: clauses(day, id) for id in status}
    left_out = sum(len(known_clauses(day, id)) - len(told[id]) for id in status)
    live = {id: its for id, its in live_talks(day).items() if id in status}
    issues = {tie.target for ties in told.values() for tie in ties}
    sentences = (
        (
            f"On {date_words(day.at.isoformat())}, this paper describes"
            f" {count(len(status), 'agreement')}, {len(live) or 'none'} of them under negotiation"
            f" or not yet in force, and {count(len(issues), 'Internet issue')} on which they have"
            " something to say."
        ),
        _rule(day.snapshot, choice),
        *_others_live(day, status),
        *(
            (
                f"{count(left_out, 'clause')} for which no published source is on record"
                f" {'is' if left_out == 1 else 'are'} left out.",
            )
            if left_out
            else ()
        ),
    )
    portraits = [portrait(day, id, told[id]) for id in status]
    return Report(
        "background-paper",
        f"Internet issues in trade agreements, as of {date_words(day.at.isoformat())}",
        sentences,
        (
            _glossary(),
            _by_issue(day.snapshot, told),
            ReportSection(
                "The agreements", "Each with its parties and dates, and what it says on each issue."
            ),
            *portraits,
            _venues(day.snapshot, status),
            _tables(day, live),
        ),
        numbered=True,
    )


def _others_live(day: Day, status: Collection[str]) -> tuple[str, ...]:
    """How many more are being negotiated: the reader knows that there is more than is told."""
    others = [id for id in live_talks(day) if id not in status]
    if not others:
        return ()
    return (
        f"{count(len(others), 'more agreement')} under negotiation or not yet in force"
        f" {'is' if len(others) == 1 else 'are'} not in it: what was on record of"
        f" {'it' if len(others) == 1 else 'them'} does not meet this rule.",
    )


def _rule(snapshot: Snapshot, choice: ReportChoice) -> str:
    """By which rule the agreements were chosen."""
    asked = [
        *(f"with a party in {region}" for region in choice.regions),
        *(f"{words(phase)}" for phase in choice.phases),
        *(f"that treat {snapshot.name(issue)}" for issue in choice.issues),
    ]
    among = f" Only those: {listed(asked, 9)}." if asked else ""
    folded = (
        ""
        if choice.accessions
        else " Talks about joining an agreement repeat its clauses and are not told apart from it."
    )
    rule = (
        "Every agreement with a state on record is in it." if choice.every_agreement else MAJOR_RULE
    )
    return f"{rule}{among}{folded}"


def _glossary() -> ReportSection:
    return ReportSection(
        "The words of strength",
        "How strongly an agreement treats an issue is said in one of these words.",
        lines=tuple(
            ReportLine(f"{words(code).capitalize()} ({its.group}): {its.means}")
            for code, its in STRENGTH_WORDS.items()
        ),
    )


def _by_issue(snapshot: Snapshot, told: Mapping[str, tuple[RelationshipRow, ...]]) -> ReportSection:
    """Per issue how many agreements stand in each group, and which."""
    found: dict[str, dict[str, list[RelationshipRow]]] = {}
    for ties in told.values():
        for tie in ties:
            group = STRENGTH_WORDS[tie.text("strength")].group
            found.setdefault(tie.target, {}).setdefault(group, []).append(tie)

    lines = [
        (
            snapshot.name(issue),
            group,
            str(len(in_it)),
            "; ".join(_with_article(snapshot, tie) for tie in in_it),
            sources_of(in_it),
            latest(in_it),
        )
        for issue in sorted(found, key=snapshot.name)
        for group in GROUPS
        if (in_it := found[issue].get(group))
    ]
    return ReportSection(
        "Issue by issue",
        f"{count(len(found), 'issue')}: which agreements bind on it, which only encourage, which"
        " left it out on purpose, and where nothing is settled or the words are not out.",
        ("issue", "group", "count", "agreements", *PROVEN),
        rows(lines),
    )


def _with_article(snapshot: Snapshot, tie: RelationshipRow) -> str:
    article = tie.text("article")
    return snapshot.name(tie.source) + (f" ({article})" if article else "")


def _venues(snapshot: Snapshot, status: Mapping[str, str]) -> ReportSection:
    """The places of these agreements."""
    venues = sorted(
        {tie.target for id in status for tie in snapshot.out(id, *PLACES)}, key=snapshot.name
    )
    return ReportSection(
        "Venues",
        f"{count(len(venues), 'venue')} in which these are negotiated, looked after or discussed.",
        ("venue", "kind of place", "access of others", "papers public", "agreements", *PROVEN),
        rows([_venue(snapshot, id, status) for id in venues]),
    )


def _venue(snapshot: Snapshot, id: str, status: Mapping[str, str]) -> tuple[str, ...]:
    row = snapshot.nodes[id]
    inside = entry_names(
        snapshot, (tie.source for tie in snapshot.back(id, *PLACES) if tie.source in status)
    )
    access = words(row.text("ngo_access")) + (
        f": {row.text('ngo_access_note')}" if row.text("ngo_access_note") else ""
    )
    return (
        row.full_name,
        words(row.text("kind")),
        access,
        words(row.text("documents_public")),
        inside,
        *provenance_cells(row),
    )


def _tables(day: Day, live: Mapping[str, str]) -> ReportSection:
    """Who sits at the tables of live talks, a line for each of them."""
    seated = {id: seated for id in live if (seated := seats(day, id))}
    lines = [
        (
            day.snapshot.name(id),
            words(live[id]),
            entry_names(day.snapshot, (tie.source for tie in ties)),
            sources_of(ties),
            latest(ties),
        )
        for id, ties in seated.items()
    ]
    return ReportSection(
        "Who negotiates",
        f"The delegations at {count(len(seated), 'table')} of this day.",
        ("agreement", "phase", "delegations", *PROVEN),
        rows(lines),
    )
