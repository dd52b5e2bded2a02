"""Why a way to a delegation is not recommended, and what is on record where there is none. No page
code here.
"""

from __future__ import annotations

from graph_model.capitals import first_up
from graph_model.dates import as_date, date_words, is_exact
from graph_model.measures.contacts import contacts, our_contacts
from graph_model.measures.day import Day
from graph_model.measures.gap_kinds import NO_RECORDED_CONTACT
from graph_model.measures.introductions import Introduction, known_strength, refusals
from graph_model.measures.member_answers import standing_answers
from graph_model.measures.membership import ours
from graph_model.measures.negotiations import seats, tables
from graph_model.measures.route_search import Refusal, Route
from graph_model.snapshot import Snapshot


def evidence_date(snapshot: Snapshot, ids: tuple[str, ...]) -> str:
    """When the latest of some evidence was, as its source writes it."""
    dates = (snapshot.nodes[id].when for id in ids)
    return max(filter(None, dates), key=as_date, default="")


def refusal_words(day: Day, route: Route) -> str:
    """Why a route is not recommended: every reason that holds."""
    oldest = min(route.steps, key=lambda step: step.link.latest)
    because: dict[Refusal, str] = {
        "do_not_ask": f"{day.snapshot.name(route.stops[0])} asked not to be asked",
        "old": (
            f"its evidence of {date_words(evidence_date(day.snapshot, oldest.link.evidence))} is"
            f" older than {day.settings.too_old} months"
        ),
        "weak": below_words(known_strength(route), day.settings.too_weak),
    }
    return ", and ".join(because[reason] for reason in refusals(day, route))


def below_words(strength: float, least: float) -> str:
    """That a strength is too little, with as many figures as show it.

    >>> below_words(0.031, 0.1), below_words(0.0967, 0.1)
    ('strength 0.03, below 0.1', 'strength just below 0.1')
    """
    said = f"{strength:.2f}"
    return (
        f"strength just below {least:g}"
        if float(said) >= least
        else f"strength {said}, below {least:g}"
    )


def nothing_words(day: Day, found: Introduction) -> str:
    """What is on record where no way can be recommended."""
    if found.refused:
        reasons = {reason for route in found.refused for reason in refusals(day, route)}
        old, thin, shy = (reason in reasons for reason in ("old", "weak", "do_not_ask"))
        much = " or ".join(("too old",) * old + ("too thin",) * thin)
        lean = f"What is on record is {much} to lean on" if much else ""
        asked = "who has a line asked not to be asked" if shy else ""
        return f"{first_up('; '.join(filter(None, (lean, asked))))}."

    if found.start:
        return _of_one(day, found)
    own = _contacts(day, {found.delegation})
    seated = tables(day, found.delegation)
    beside = {seat.source for talk in seated for seat in seats(day, talk.target)}
    near = _contacts(day, beside - {found.delegation})
    if not own and not near and seated:
        alone = f"We have {NO_RECORDED_CONTACT} with it, and none with anyone at its tables."
        return f"{alone}{_told(day, found.delegation)}{_of_friends(day, found.delegation)}"

    table = (
        " It sits at no table on this day."
        if not seated
        else " What we have on record with others at its tables is too old or too slight."
        if near
        else " With others at its tables no contact of ours is on record."
    )
    friends = "" if own else _of_friends(day, found.delegation)
    return f"{_own(own)}{_told(day, found.delegation)}{friends}{table}"


def _own(dates: list[str]) -> str:
    """Our contacts with it, of which none counts any more."""
    if not dates:
        return f"We have {NO_RECORDED_CONTACT} with it."
    latest = date_words(max(dates, key=as_date))
    if len(dates) == 1:
        return (
            f"Our one recorded contact with it, of {latest}, is too old or too slight to lean on."
        )
    return (
        f"Our {len(dates)} recorded contacts with it, the last of {latest}, are too old or too"
        " slight to lean on."
    )


def _told(day: Day, delegation: str) -> str:
    """What members said of their lines to it, where that stands and is too little to lean on."""
    stands = standing_answers(day).get(delegation, ())
    said = max(
        (answer for answer in stands if answer.said in ("yes", "tried")),
        key=lambda answer: (answer.on, answer.id),
        default=None,
    )
    if said is None:
        return ""
    date = day.snapshot.nodes[said.id].text("date")
    when = f"{'on' if is_exact(date) else 'in'} {date_words(date)}"
    has = "had a line to it" if said.said == "yes" else "had tried and had no answer"
    return f" {day.snapshot.name(said.member)} said {when} that it {has}."


def _of_one(day: Day, found: Introduction) -> str:
    """The same for one member that looks for a way."""
    who = day.snapshot.name(found.start)
    own = _contacts(day, {found.delegation}, found.start)
    said = (
        f"The last recorded contact of {who} with it is of {date_words(max(own, key=as_date))}"
        if own
        else f"{who} has {NO_RECORDED_CONTACT} with it"
    )
    return f"{said}, and no way over others is on record that is strong and fresh enough."


def _of_friends(day: Day, delegation: str) -> str:
    """That friends met it, where none of us did."""
    us = ours(day)
    met = any(
        contact.kind != "answer"
        and contact.on <= day.at
        and delegation in contact.delegations
        and not contact.members & us
        for contact in contacts(day.snapshot, day.settings)
    )
    return " Friends outside the coalition have some on record." if met else ""


def _contacts(day: Day, delegations: set[str], start: str = "") -> list[str]:
    """The dates of our recorded contacts with some of these up to the day, or of those of one
    member; what a member said of its line is none.
    """
    return [
        day.snapshot.nodes[contact.id].text("date")
        for contact in our_contacts(day)
        if contact.kind != "answer"
        and contact.on <= day.at
        and delegations.intersection(contact.delegations)
        and (not start or start in contact.members)
    ]
