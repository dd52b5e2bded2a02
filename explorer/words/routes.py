"""The words of a route: what each step rests on, where it is weak, why it is not recommended, and
the request to send. No page code here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from explorer.words.no_route import nothing_words
from explorer.words.sureness import doubt
from explorer.words.text import count, listed, stressed
from graph_model.capitals import first_up
from graph_model.dates import as_date, date_words, is_exact
from graph_model.measures.day import Day
from graph_model.measures.gap_kinds import NO_RECORDED_CONTACT
from graph_model.measures.introductions import Introduction
from graph_model.measures.negotiations import target_cells
from graph_model.measures.route_search import Route, RouteStep
from graph_model.measures.settings import Settings
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot

STRONG, FAIR = 0.5, 0.25
#: How many of the tables at which two sit are named.
NAMED = 2
DID = {
    "meeting": "met",
    "advisory_seat": "sat on a board of",
    "call": "called",
    "briefing": "briefed",
    "letter": "had an answer to a letter from",
    "submission": "had an answer to a submission from",
    "panel": "shared a panel with",
    "hearing": "was heard by",
    "room": "was in one room with",
    "answer": "says it has a line to",
}


def did_words(row: NodeRow) -> str:
    """What a member did with a delegation by this contact, or by what it answered when asked."""
    return DID[row.text("kind") if row.label == "Engagement" else "answer"]


def strength_word(strength: float, settings: Settings) -> str:
    """How good a route is, in a word.

    >>> from graph_model.measures.settings import DEFAULTS
    >>> [strength_word(strength, DEFAULTS) for strength in (0.6, 0.3, 0.1, 0.05)]
    ['Strong', 'Fair', 'Thin', 'Too weak']
    """
    return (
        "Strong"
        if strength >= STRONG
        else "Fair"
        if strength >= FAIR
        else "Thin"
        if strength >= settings.too_weak
        else "Too weak"
    )


def formal(snapshot: Snapshot, id: str) -> str:
    """A body as one writes to it: its full name, with the economy it speaks for if the name does
    not say so.
    """
    row = snapshot.nodes[id]
    economy = snapshot.economy(id) if row.label == "Delegation" else ""
    name = row.text("name") or row.name
    return f"{name}, {economy}" if economy not in name else name


def last_evidence(snapshot: Snapshot, step: RouteStep) -> str:
    """The id of the latest of what a step rests on."""
    dated = [(snapshot.nodes[id].when, id) for id in step.link.evidence]
    return max(dated, key=lambda pair: (as_date(pair[0]) if pair[0] else date.min, pair[1]))[1]


def step_words(snapshot: Snapshot, step: RouteStep) -> tuple[str, str]:
    """What joins the two, and when or where: ('Briefed', 'December 2016'), ('Same table',
    'RCEP').
    """
    if step.link.sort == "table":
        tables = [snapshot.name(id) for id in step.link.evidence]
        return "Same table", listed(tables, NAMED)
    row = snapshot.nodes[last_evidence(snapshot, step)]
    when = date_words(row.when)
    if step.link.sort == "together":
        return ("Were at one event" if row.label == "Event" else "Took part together"), when
    did = did_words(row)
    return first_up(did).removesuffix(" with").removesuffix(" by").removesuffix(
        " from"
    ).removesuffix(" of"), when


def step_rows(snapshot: Snapshot, step: RouteStep) -> tuple[NodeRow | RelationshipRow, ...]:
    """The rows that say what `step_words` says: the latest contact and that the two were there, or
    the seats of both at the tables that it names.
    """
    ends = (step.link.source, step.link.target)
    if step.link.sort == "table":
        return tuple(
            seat
            for end in ends
            for seat in snapshot.out(end, "NEGOTIATES")
            if seat.target in step.link.evidence[:NAMED]
        )
    id = last_evidence(snapshot, step)
    ties = (*snapshot.back(id), *snapshot.out(id))
    return (snapshot.nodes[id], *(tie for tie in ties if tie.source in ends or tie.target in ends))


def step_doubt(snapshot: Snapshot, step: RouteStep) -> str:
    """How far that is borne out, where it is not to the full."""
    return doubt(*step_rows(snapshot, step))


def months_between(before: date, at: date) -> int:
    """Whole months from one day to a later one."""
    return (at.year - before.year) * 12 + at.month - before.month - (at.day < before.day)


def _age(day: Day, row: NodeRow) -> str:
    """When something was: so many months ago, or what its source says where that names no day."""
    if not is_exact(on := row.when):
        return f"in {date_words(on)}" if on else "on a day that is not recorded"
    months = months_between(as_date(on), day.at)
    return "this month" if months < 1 else "a month ago" if months == 1 else f"{months} months ago"


def weak_words(day: Day, route: Route) -> str:
    """The weak link in words."""
    step = route.weak
    source, target = day.snapshot.name(step.link.source), day.snapshot.name(step.link.target)
    if step.link.sort == "table":
        return (
            f"{day.snapshot.name(step.link.source)} and {target} sit at one table, which is not"
            " knowing each other."
        )
    last = day.snapshot.nodes[last_evidence(day.snapshot, step)]
    age = _age(day, last)
    if step.link.sort == "together":
        return f"{source} and {target} last took part in something together {age}."
    asked = " It was asked often lately." if 0 < step.asking < 1 else ""
    fresh = "" if step.link.on_issue else " The issue was never raised on this line."
    if last.label == "Answer":
        said = f"{source} said {age} that it has a line to {target}"
        return f"{said}; {_contact_words(day, step, 'the two')}.{asked}{fresh}"
    return f"{_contact_words(day, step, f'{source} with {target}')}.{asked}{fresh}"


def _contact_words(day: Day, step: RouteStep, between: str) -> str:
    """The last contact that a step rests on, out of how many; what a member said of its line is
    none, and that others are on record which do not count (a letter without a reply) is told.
    """
    rows = [day.snapshot.nodes[id] for id in step.link.evidence]
    met = sorted(
        (row for row in rows if row.label == "Engagement"), key=lambda its: as_date(its.when)
    )
    if not met:
        return f"{NO_RECORDED_CONTACT} of {between}"
    more = len(met) < _on_record(day, step.link.source, step.link.target)
    which, counts = (
        ("the only recorded contact", " that counts")
        if len(met) == 1
        else (f"the last of {len(met)} contacts", " that count")
    )
    counts = counts if more else ""
    return f"{which} of {between}{counts} was {_age(day, met[-1])}"


def _on_record(day: Day, member: str, delegation: str) -> int:
    """How many contacts of a member with a delegation are on record by the day."""
    snapshot = day.snapshot
    took = {tie.target for tie in snapshot.out(member, "TOOK_PART_IN")}
    reached = {tie.source for tie in snapshot.back(delegation, "REACHED")}
    return sum(as_date(snapshot.nodes[id].when) <= day.at for id in took & reached)


def stops_words(snapshot: Snapshot, route: Route, start: str = "") -> str:
    """Over whom a route leads: 'EFF and India · Commerce'."""
    via = [stop for stop in route.stops[:-1] if stop != start]
    return " and ".join(snapshot.name(stop) for stop in via)


def overview_words(best: Sequence[Route | None], number: int) -> tuple[str, str]:
    """How many delegations somebody met, who can introduce us, and how many only share a table with
    one of these; `best` is the best way to each of those that are listed, of so many.

    >>> [overview_words([None, None], number)[0].split(" to ")[1] for number in (2, 3)]
    ['any of the 2 delegations.', 'any of the first 2 delegations.']
    >>> overview_words([None], 1)[0]
    'Nobody on record can introduce us to the one delegation.'
    """
    if not best:
        return "No delegation has anything open on this day.", ""
    first = "first " if len(best) < number else ""
    shown = f"{f'the {first}' if first else ''}{count(len(best), 'delegation')}"
    met = sum(way is not None and not way.over_a_table for way in best)
    beside = sum(way is not None and way.over_a_table for way in best)
    near = (
        f" {stressed(f'{beside} more')} {'sits' if beside == 1 else 'sit'} at one table with a"
        " delegation that we met, which is a hint and no introduction."
        if beside
        else ""
    )
    whom = "the one delegation" if number == 1 else f"any of the {first}{len(best):,} delegations"
    return (
        f"Somebody who met them can introduce us to {met} of {shown}."
        if met
        else f"Nobody on record can introduce us to {whom}.",
        "Choose whom you want to meet: each way comes with its evidence, its weak link, and a"
        f" request to copy.{near}",
    )


def variant_words(snapshot: Snapshot, variants: Sequence[Route]) -> str:
    """Over whom else the same first contact leads, in a sentence."""
    over = [snapshot.name(route.stops[-2]) for route in variants]
    return f"The same first contact also leads over {listed(over)}: variants, not further ways."


def headline(day: Day, found: Introduction, first: bool = True) -> tuple[str, str]:
    """The answer in one sentence, and what it rests on; `first` tells whether the first route is
    surely the best.
    """
    whom = day.snapshot.name(found.delegation)
    if not found.routes:
        who = day.snapshot.name(found.start) if found.start else "any of us"
        return f"No way to {whom} that we would recommend to {who}.", nothing_words(day, found)
    best = found.routes[0]
    word = strength_word(best.strength, day.settings).lower()
    over = stops_words(day.snapshot, best, found.start)
    own = f"{day.snapshot.name(found.start)} has a line of its own to {whom}"
    sentence = (
        f"{'Our best way' if first else 'One of our best ways'} to {whom} is {word}: through"
        f" {over}."
        if over
        else f"{own}, and it is {word}."
    )
    said = weak_words(day, best)
    return sentence, first_up(said)


def request(day: Day, found: Introduction, route: Route) -> str:
    """A request to copy: to the first body that must be asked, with the contact it rests on, the
    issue, and the talks.

    Every sentence follows from a row: the contact of the first step, and the talks of a step over a
    shared table, of which a way has at most one, the last.
    """
    steps = list(route.steps)
    if steps[0].link.sort == "together":
        steps = steps[1:]  # who looks for the way turns to the member that it knows
    contact, *table = steps
    own = contact.link.source == found.start
    asked = contact.link.target if own else contact.link.source
    goal = formal(day.snapshot, found.delegation)
    to_asked = own and not table
    parts = [
        f"Dear colleagues at {formal(day.snapshot, asked)},",
        "",
        " ".join([*_known(day.snapshot, contact, own), *_wish(day, found, goal, to_asked)]),
        _ask(day.snapshot, contact, table, goal, own),
    ]
    return "\n".join([*parts, "", "With thanks,"])


def _ask(
    snapshot: Snapshot, contact: RouteStep, table: list[RouteStep], goal: str, own: bool
) -> str:
    """What the body that is written to is asked to do."""
    met = formal(snapshot, contact.link.target)
    if not table:
        if own:
            return "Could we have a short call with the desk that follows it?"
        return (
            "Would you put us in touch with the desk there that follows it, for one short call?"
            f" {_free_to_say_no()}"
        )
    talks = snapshot.name(table[0].link.evidence[0])
    if own:
        return (
            f"You and {goal} sit together in {talks}. Would you put us in touch?"
            f" {_free_to_say_no()}"
        )
    return (
        f"Would you ask {met} whether it can put us in touch with {goal}? The two sit together in"
        f" {talks}. {_free_to_say_no()}"
    )


def _known(snapshot: Snapshot, step: RouteStep, own: bool) -> list[str]:
    """The last contact, as the one who had it remembers it."""
    row = snapshot.nodes[last_evidence(snapshot, step)]
    when, target = (date_words(row.when), formal(snapshot, step.link.target))
    did = did_words(row).replace("was ", "were ").replace("says it has", "told us that you have")
    if row.label != "Engagement" and own:
        return []  # what it said of its own line is no news to who reads the letter
    said = f"we {did} you" if own else f"you {did} {target}"
    pause = "," if "," in said else ""  # the name of an economy that stands apart ends with one
    if row.label != "Engagement":
        return [f"{first_up(said)}."]
    on = f"{pause} {'on' if is_exact(row.text('date')) else 'in'} {when}"
    return [f"{first_up(said)}{on}{'' if step.link.on_issue else ' and on another subject'}."]


def _wish(day: Day, found: Introduction, goal: str, own: bool) -> list[str]:
    """What we would like to talk about, and why now."""
    cells = [
        cell
        for key, cell in target_cells(day).items()
        if key[0] == found.delegation and found.issue in ("", key[1])
    ]
    best = max(cells, key=lambda cell: cell.importance, default=None)
    with_whom = "with you" if own else f"with {goal}"
    issue = f" about {day.snapshot.name(found.issue).lower()}" if found.issue else ""
    talks = (
        f", which {'is on the table in' if issue else 'takes part in'}"
        f" {day.snapshot.name(best.talks[0].agreement)}"
        if best
        else ""
    )
    return [f"We would like to speak {with_whom}{issue}{talks}."]


def _free_to_say_no() -> str:
    return "If this is not the moment, say so and we look for another way."
