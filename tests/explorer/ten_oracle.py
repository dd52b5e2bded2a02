"""What the ten answers must hold, worked out from the rows alone, row by row: none of the measures
and none of the answers' own code is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from graph_model.snapshot import Snapshot
from graph_model.vocabulary import VENUE_ACCESS
from tests.model.oracle.day import Contact, Plain, holds, may_be, stands_for
from tests.model.oracle.kinds import kinds
from tests.model.oracle.plans import ahead, expected, in_reach

#: Group by group, the words that stand first in its rows; the number of rows stands beside.
Rows = dict[str, list[str]]
BINDS = ("binding", "exception_dominated")
LEFT = ("absent_by_design", "withdrawn")
OPEN = ("proposed", "reported", "discussed_only", "suspended", "lapsed")
LINE = ("several", "one", "cooled", "raised_by_others", "never_raised")
QUARTERS = ("civil_society", "private_sector", "technical_community", "academia")


@lru_cache(maxsize=8)
def plain(snapshot: Snapshot, at: date) -> Plain:
    return Plain(snapshot.nodes.values(), snapshot.relationships, at)


def parts_of(snapshot: Snapshot, *issues: str) -> set[str]:
    return {*issues, *(tie.source for id in issues for tie in snapshot.back(id, "PART_OF"))}


def had(snapshot: Snapshot, at: date) -> list[Contact]:
    """Contacts of members with delegations up to a day."""
    return [one for one in plain(snapshot, at).known if one.kind != "answer"]


def no_line(snapshot: Snapshot, at: date) -> Rows:
    wanted = parts_of(snapshot, "g_data", "source_code")
    of_cell = {cell: kind for cell, (kind, *_) in kinds(plain(snapshot, at)).items()}
    live = {delegation for (delegation, _), kind in of_cell.items() if kind in LINE}
    there = {delegation for delegation, issue in of_cell if issue in wanted}
    found: Rows = {}
    for kind, title in (
        ("quiet", "Gone quiet"),
        ("slight", "Met in passing"),
        ("no_answer", "Tried, in vain"),
        ("nobody", "Nobody known"),
        ("unknown", "Not known"),
    ):
        of_kind = {id for (id, issue), its in of_cell.items() if its == kind and issue in wanted}
        found[title] = sorted(map(snapshot.name, of_kind - live))
    found["With a line"] = sorted(map(snapshot.name, there & live))
    return found


def next_event(snapshot: Snapshot, at: date) -> Rows:
    """Who is known at the first occasion at which anybody is expected, and who is not."""
    rows = plain(snapshot, at)
    first = min(
        (event for event in ahead(rows) if expected(rows, event)),
        key=lambda event: (may_be(event.text("start_date"))[0], event.id),
    )
    met = {id for one in had(snapshot, at) if one.base > 0 for id in one.delegations}
    there = set(expected(rows, first))
    return {
        "Somebody of us knows": sorted(map(snapshot.name, there & met)),
        "the others": sorted(map(snapshot.name, there - met)),
    }


def never_met(snapshot: Snapshot, at: date) -> Rows:
    met = {id for one in had(snapshot, at) for id in one.delegations}
    issues: dict[str, int] = {}
    for delegation, _ in plain(snapshot, at).cells:
        issues[delegation] = issues.get(delegation, 0) + 1
    silent = [(-number, snapshot.name(id)) for id, number in issues.items() if id not in met]
    silent.sort(key=lambda pair: (pair[0], pair[1].casefold()))
    return {"Ranked by issues": [f"{-number} {name}" for number, name in silent]}


def ways_in(snapshot: Snapshot, at: date) -> Rows:
    found: Rows = {"With a day": [], "At any time, or when a case opens": []}
    for row in snapshot.of("ConsultationMechanism"):
        usable = row.text("status") in ("active", "ad_hoc")
        open_now = holds(row.text("open_since"), row.text("open_until"), at)
        if not usable or not open_now or row.text("open_to") in ("business", "members_only"):
            continue
        written = row.text("next_date")
        if row.text("recurs") == "yearly" and written:  # the first such month that is not over
            month = written[5:7]
            year = at.year if month >= f"{at.month:02}" else at.year + 1
            written = min(written, f"{year}-{month}")
        dated = written and in_reach(at, written, written)
        found["With a day" if dated else "At any time, or when a case opens"].append(row.full_name)
    return {title: sorted(names) for title, names in found.items()}


def began(snapshot: Snapshot, agreement: str, at: date) -> bool:
    """Whether its talks had begun."""
    phases = [snapshot.nodes[tie.source] for tie in snapshot.back(agreement, "PHASE_OF")]
    return not phases or min(stands_for(row.text("valid_from")) for row in phases) <= at


def treatment(snapshot: Snapshot, at: date) -> Rows:
    ties = [
        (tie, strength)
        for tie in snapshot.back("cross_border_data", "COVERS")
        if (strength := plain(snapshot, at).treated(tie)) and began(snapshot, tie.source, at)
    ]
    there = {tie.source for tie, _ in ties}
    found: Rows = {"Binds": [], "Encourages": [], "Left out on purpose": []}
    for tie, strength in ties:
        joins = {other.target for other in snapshot.out(tie.source, "JOINS")}
        if (tie.text("confidence") == "derived" and joins & there) or strength in OPEN:
            continue
        title = (
            "Binds"
            if strength in BINDS
            else "Left out on purpose"
            if strength in LEFT
            else "Encourages"
        )
        found[title].append(f"{tie.text('article')} {snapshot.nodes[tie.source].full_name}")
    return {title: sorted(rows) for title, rows in found.items()}


def open_forums(snapshot: Snapshot, at: date) -> Rows:
    issue = "cross_border_data"
    talks = {
        tie.source
        for tie in snapshot.back(issue, "COVERS")
        if plain(snapshot, at).treated(tie) and began(snapshot, tie.source, at)
    }
    raised: dict[str, set[str]] = {}
    for row in snapshot.of("Engagement"):
        about = {tie.target for tie in snapshot.out(row.id, "ABOUT")}
        if issue in about and stands_for(row.text("date")) <= at:
            for place in snapshot.out(row.id, "HELD_AT"):
                for venue in (
                    place.target,
                    *(tie.target for tie in snapshot.out(place.target, "HOSTED_BY")),
                ):
                    raised.setdefault(venue, set()).add(row.id)
    rooms = [
        venue.id
        for venue in snapshot.of("Venue")
        if VENUE_ACCESS.get(venue.text("ngo_access")) == "open"
        and (
            venue.id in raised
            or any(
                tie.source in talks
                for tie in snapshot.back(venue.id, "NEGOTIATED_IN", "DISCUSSED_IN")
            )
        )
    ]
    spoke = {
        tie.source
        for room in rooms
        for id in raised.get(room, ())
        for tie in snapshot.back(id, "TOOK_PART_IN")
    }
    rows = plain(snapshot, at)
    seated = {id for id, its in rows.cells if its == issue}
    both = {
        tie.source
        for row in snapshot.of("Engagement")
        if stands_for(row.text("date")) <= at
        and rows.base(row) > 0
        and {out.target for out in snapshot.out(row.id, "REACHED")} & seated
        for tie in snapshot.back(row.id, "TOOK_PART_IN")
        if tie.source in spoke
    }
    return {
        "Open to anybody": sorted(map(snapshot.name, rooms)),
        "Members in both rooms": sorted(map(snapshot.name, both & rows.us)),
        "Friends outside the coalition in both rooms": sorted(map(snapshot.name, both - rows.us)),
    }


def transparency(snapshot: Snapshot, at: date) -> Rows:
    points = [
        row
        for row in snapshot.of("Indicator")
        if row.text("origin").startswith("DCTI resolution 2017")
        and stands_for(row.text("known_from") or "1900-01-01") <= at
    ]
    weight = {row.id: float(row.fields.get("suggested_weight", 1.0)) for row in points}
    value = {"yes": 1.0, "partial": 0.5, "no": 0.0}
    known: dict[str, dict[str, float]] = {}
    for tie in snapshot.ties("SCORED"):
        said, found_on = tie.text("value"), stands_for(tie.text("as_of") or "1900-01-01")
        if tie.target in weight and said in value and found_on <= at:
            known.setdefault(tie.source, {})[tie.target] = value[said]
    if not known:
        return {}
    total = sum(weight.values())
    band = {
        id: (
            sum(weight[point] * found for point, found in its.items()) / total,
            1 - sum(weight[point] * (1 - found) for point, found in its.items()) / total,
        )
        for id, its in known.items()
    }
    top, bottom = max(low for low, _ in band.values()), min(high for _, high in band.values())
    eps = 1e-9
    best = [
        id
        for id, (low, _) in band.items()
        if low > top - eps and any(high < low - eps for _, high in band.values())
    ]
    worst = [
        id
        for id, (_, high) in band.items()
        if high < bottom + eps and any(low > high + eps for low, _ in band.values())
    ]
    return {
        "Surely best": sorted(map(snapshot.name, best)),
        "Surely worst": sorted(map(snapshot.name, worst)),
        "Not to be ordered": sorted(snapshot.name(id) for id in band if id not in (*best, *worst)),
    }


def weak_lines(snapshot: Snapshot, at: date) -> Rows:
    cells = kinds(plain(snapshot, at))
    return {
        title: sorted({snapshot.name(id) for (id, _), (its, *_) in cells.items() if its == kind})
        for title, kind in (("Rest on one member", "one"), ("Gone quiet", "quiet"))
    }


def missing(snapshot: Snapshot, at: date) -> Rows:
    wanted = {delegation for delegation, _ in plain(snapshot, at).cells}
    met: dict[str, set[str]] = {group: set() for group in QUARTERS}
    for one in had(snapshot, at):
        for member in one.members if one.base > 0 else ():
            group = snapshot.nodes[member].text("stakeholder_group")
            if group in met:
                met[group] |= one.delegations & wanted
    regions = {
        snapshot.nodes[tie.target].text("region")
        for id in wanted
        for tie in snapshot.out(id, "REPRESENTS")
        if holds(tie.text("valid_from"), tie.text("valid_to"), at)
    }
    return {
        "Stakeholder groups": sorted(
            f"{len(wanted - found)} {group.replace('_', ' ')}" for group, found in met.items()
        ),
        "Regions": sorted(regions),
    }


def year(snapshot: Snapshot, at: date) -> Rows:
    since = at.replace(year=at.year - 1)
    met: list[str] = []
    wrote: list[str] = []
    for row in snapshot.of("Engagement"):
        on = stands_for(row.text("date"))
        who = {tie.source for tie in snapshot.back(row.id, "TOOK_PART_IN")}
        if not since < on <= at or not who & plain(snapshot, on).us:
            continue
        held = row.text("kind") in (
            "meeting", "call", "briefing", "panel", "hearing", "room", "advisory_seat"
        )  # fmt: skip
        (met if held and row.text("outcome") != "refused" else wrote).append(row.text("kind"))
    return {"Meetings held": sorted(met), "Letters, submissions and other contacts": sorted(wrote)}


ORACLE: dict[str, Callable[[Snapshot, date], Rows]] = {
    "no-line": no_line,
    "next-event": next_event,
    "never-met": never_met,
    "ways-in": ways_in,
    "treatment": treatment,
    "open-forums": open_forums,
    "transparency": transparency,
    "weak-lines": weak_lines,
    "missing": missing,
    "year": year,
}
#: Which columns of a row the oracle tells, where it is not the first alone: numbers before names.
TOLD = {"never-met": (2, 1), "treatment": (1, 0), "missing": (4, 0), "year": (1,)}

#: The headings of these columns, the first left out.
COLUMNS = {
    "never-met": ("delegation", "issues"),
    "treatment": ("article",),
    "missing": ("members", "live lines to", "ever met", "never met"),
    "year": ("what",),
}


def told(question: str, groups: dict[str, list[list[str]]]) -> Rows:
    """The rows of an answer (their cells, by the title of their group) as the oracle tells them."""
    expected = TOLD.get(question, (0,))
    found: Rows = {}
    for title, rows in groups.items():
        columns = (0,) if title == "Regions" else expected
        lines = [" ".join(row[column] for column in columns) for row in rows]
        found[title] = lines if question == "never-met" else sorted(lines)
    if question == "next-event":
        known = found.pop("Somebody of us knows", [])
        others = sorted(line for lines in found.values() for line in lines)
        return {"Somebody of us knows": known, "the others": others}
    return found


def same(question: str, groups: dict[str, list[list[str]]], snapshot: Snapshot, at: date) -> None:
    """Hold the groups of an answer against the oracle; groups that it does not tell are left."""
    if question == "treatment":  # full names carry their short ones on the page
        names = [row.full_name for row in snapshot.of("Agreement")]
        for line in (line for lines in groups.values() for line in lines):
            line[0] = max((name for name in names if line[0].startswith(name)), key=len)
    found = told(question, groups)
    for title, rows in ORACLE[question](snapshot, at).items():
        assert found.get(title, []) == rows, f"{question}: {title}"
