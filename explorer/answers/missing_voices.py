"""Which stakeholder groups and regions are missing among us, against the delegations we want to
reach: those at an open table.
"""

from __future__ import annotations

from collections import defaultdict

from explorer.answers.answer_tables import (
    AnswerGroup,
    AnswerRow,
    GroupedAnswer,
    entries_cell,
    number_cell,
    text_cell,
)
from explorer.words.text import count, listed, words
from graph_model.capitals import first_up
from graph_model.measures import Day, find_cells, our_contacts, ours, ties
from graph_model.measures.negotiations import speaks_for
from graph_model.measures.voice_balance import QUARTERS

NO_REGION = "no region on record"


def missing(day: Day) -> GroupedAnswer:
    """Groups, then regions; those that are missing first."""
    wanted = sorted({line.delegation for line in find_cells(day)})
    if not wanted:
        return GroupedAnswer("No delegation is at an open table on this day.", "", ())
    groups, silent = _groups(day, wanted)
    regions, unheard = _regions(day, wanted)
    sentence = (
        f"{first_up(listed([words(group) for group in silent], 4))}"
        f" {'has' if len(silent) == 1 else 'have'} no live line to any of the"
        f" {count(len(wanted), 'delegation')} we want to reach."
        if silent
        else "Every stakeholder group has a live line to one of the"
        f" {count(len(wanted), 'delegation')} we want to reach."
    )
    lead = (
        f"{count(len(unheard), 'region')} of {len(regions.rows)}"
        f" {'has' if len(unheard) == 1 else 'have'}"
        " a delegation at an open table and no member based there. Governments' own and mixed"
        " bodies are no stakeholder group and are left out."
    )
    return GroupedAnswer(sentence, lead, (groups, regions))


def _groups(day: Day, wanted: list[str]) -> tuple[AnswerGroup, list[str]]:
    snapshot, us = day.snapshot, ours(day)
    of = {row.id: row.text("stakeholder_group") for row in snapshot.of("Member")}
    live: defaultdict[str, set[str]] = defaultdict(set)
    for (member, delegation), warmth in ties(day).warmth.items():
        if warmth >= day.settings.live and delegation in wanted:
            live[of[member]].add(delegation)
    met: defaultdict[str, set[str]] = defaultdict(set)
    for contact in our_contacts(day):
        if contact.holds(day.at) and contact.worth > 0:
            for member in contact.members:
                met[of[member]] |= contact.delegations & set(wanted)
    rows = [
        AnswerRow(
            (
                text_cell(words(group)),
                number_cell(sum(of[id] == group for id in us)),
                number_cell(len(live[group])),
                number_cell(len(met[group])),
                number_cell(len(set(wanted) - met[group])),
            )
        )
        for group in sorted(QUARTERS, key=lambda its: (len(live[its]), len(met[its]), its))
    ]
    silent = [group for group in QUARTERS if not live[group]]
    head = ("stakeholder group", "members", "live lines to", "ever met", "never met")
    says = f"Counted in delegations, of {len(wanted)} at an open table."
    return AnswerGroup("Stakeholder groups", says, head, tuple(rows)), silent


def _reached(day: Day) -> tuple[set[str], set[str]]:
    """The delegations to which somebody has a live line, and those that anybody ever met."""
    live = {id for (_, id), warmth in ties(day).warmth.items() if warmth >= day.settings.live}
    met = {
        id
        for contact in our_contacts(day)
        if contact.holds(day.at) and contact.worth > 0
        for id in contact.delegations
    }
    return live, met


def _regions(day: Day, wanted: list[str]) -> tuple[AnswerGroup, list[str]]:
    snapshot, us = day.snapshot, ours(day)
    seats: defaultdict[str, set[str]] = defaultdict(set)
    for id in us:
        for tie in snapshot.out(id, "BASED_IN"):
            seats[snapshot.nodes[tie.target].text("region") or NO_REGION].add(id)
    there: defaultdict[str, set[str]] = defaultdict(set)
    for id in wanted:
        for economy in speaks_for(day, id):
            there[snapshot.nodes[economy].text("region") or NO_REGION].add(id)
    live, met = _reached(day)
    order = sorted(there, key=lambda its: (bool(seats[its]), -len(there[its]), its))
    rows = tuple(
        AnswerRow(
            (
                text_cell(region),
                entries_cell(snapshot, seats[region], by_number=True),
                number_cell(len(there[region])),
                number_cell(len(there[region] & live)),
                number_cell(len(there[region] & met)),
                entries_cell(snapshot, there[region] - met, by_number=True),
            )
        )
        for region in order
    )
    head = (
        "region",
        "members based there",
        "delegations wanted",
        "live lines to",
        "ever met",
        "never met",
    )
    says = (
        "Those without a member come first, and of these where most delegations are. A union of"
        " states is a region of its own; members count where their seat is."
    )
    return AnswerGroup("Regions", says, head, rows), [
        region for region in order if not seats[region]
    ]
