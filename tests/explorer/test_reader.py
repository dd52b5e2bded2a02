"""A reader's test: ten sentences each from panels, ways, reports and pictures, picked at random on
four days (always the same), each traced to the rows that bear it out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date
from random import Random

import pytest

from explorer.html.gap import panel_html
from explorer.html.view import View
from explorer.picture.selection import choose, picture
from explorer.reports.choice import NOTHING_CHOSEN
from explorer.reports.registry import REPORTS
from explorer.words.clause_strengths import STRENGTH_WORDS
from explorer.words.routes import months_between, weak_words
from explorer.words.text import words
from graph_model.dates import as_date, date_words, holds_on, is_exact
from graph_model.measures import KIND, Cell, Day, find_cells, live_talks, ours, seats
from graph_model.measures.introductions import find_routes
from graph_model.measures.membership import with_friends
from graph_model.measures.negotiations import treated_as
from loaders.seeds import seed_snapshot
from tests.graphs import on_day

DAYS = ("2013-06-01", "2017-12-01", "2021-06-01", "2026-11-27")
PICKED = 10
CONTACTS = ("Meetings held", "Letters, submissions and other contacts", "Contacts of friends")
DOUBT = {
    "partial": "the clause was not read or is borne out in part",
    "derived": "taken over from another agreement",
    "memory": "from memory",
}
CLAUSE = re.compile(r"On (.+?)(?: \(([^()]+(?:\([^)]*\))?[^()]*)\))?, (.+)\.$")


def looked_at(on: str) -> tuple[Day, Random]:
    day = with_friends(on_day(seed_snapshot(), date.fromisoformat(on)))
    return day, Random(on)


def plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", text.replace("</a>:", ":"))).strip()


def paragraphs(panel: str) -> list[str]:
    return [plain(part) for part in re.findall(r"<p[^>]*>(.*?)</p>", panel, re.S)]


# ---------------------------------------------------------------- panels of the gaps


def told_truly(day: Day, cell: Cell) -> None:
    """Who carries the line, where it is decided, and who was last in touch."""
    snapshot = day.snapshot
    said = paragraphs(panel_html(View(day, show_sources=False), cell, "gaps"))
    means = KIND[cell.kind].means
    first = next(part for part in said if means[1:] in part)
    for name in re.findall(r"Carried by (.+)\.", first)[:1]:
        assert name == ", ".join(snapshot.name(member) for member in cell.members)
        assert set(cell.members) <= ours(day)
    for member in cell.members:
        met = [snapshot.nodes[id] for id in cell.evidence]
        assert any(
            member in {tie.source for tie in snapshot.back(row.id, "TOOK_PART_IN", "GAVE")}
            for row in met
        ), (cell, member)
    assert all(as_date(snapshot.nodes[id].text("date")) <= day.at for id in cell.evidence)

    decided = [" ".join(part.split()) for part in said if ". Weight" in part]
    assert len(decided) == min(5, len(cell.target.talks))
    for talk, line in zip(cell.target.talks, decided, strict=False):
        (covers,) = (
            tie for tie in snapshot.out(talk.agreement, "COVERS") if tie.target == cell.issue
        )
        assert live_talks(day)[talk.agreement] == talk.status
        assert cell.delegation in {seat.source for seat in seats(day, talk.agreement)}
        known = holds_on(covers.text("known_from"), "", day.at)
        article = f", {covers.text('article')}" if known and covers.text("article") else ""
        mark = covers.text("confidence")
        unread = "" if mark.startswith("verified") else f"; {DOUBT[mark]}"
        treated = f"{words(talk.status)}; {words(treated_as(covers, day.at))}"
        said_of = f"{snapshot.name(talk.agreement)}: {treated}{article}{unread}. Weight"
        assert said_of in line


@pytest.mark.parametrize("on", DAYS)
def test_ten_panels(on: str) -> None:
    day, dice = looked_at(on)
    for cell in dice.sample(find_cells(day), PICKED):
        told_truly(day, cell)


# ---------------------------------------------------------------- ways


@pytest.mark.parametrize("on", DAYS)
def test_ten_weak_links(on: str) -> None:
    day, dice = looked_at(on)
    snapshot, seen = day.snapshot, 0
    goals = sorted({cell.delegation for cell in find_cells(day)})
    for goal in dice.sample(goals, len(goals)):
        for route in find_routes(day, goal).routes:
            step, said = route.weak, weak_words(day, route)
            rows = [snapshot.nodes[id] for id in step.link.evidence]
            if step.link.sort == "table":
                for row in rows:
                    there = {seat.source for seat in seats(day, row.id)}
                    assert {step.link.source, step.link.target} <= there
            else:
                written = max(
                    (row.text("date") or row.text("start_date") for row in rows), key=as_date
                )
                assert as_date(written) <= day.at
                months = months_between(as_date(written), day.at)
                age = f"{months} months ago" if is_exact(written) else date_words(written)
                assert age in said or months < 2
                number = re.search(r"the last of (\d+) contacts", said)
                assert int(number[1] if number else 1) == len(rows)
            seen += 1
            if seen == PICKED:
                return


# ---------------------------------------------------------------- reports


def clauses(day: Day) -> Iterator[tuple[str, str, str]]:
    """The lines of the background paper that tell of a clause."""
    made = REPORTS["background-paper"].make(day, day.at, NOTHING_CHOSEN)
    for part in made.sections:
        for line in part.lines:
            said = re.split(r" A breach| Note:| The clause was not read| Taken over", line.text)[0]
            if match := CLAUSE.match(said.strip()):
                yield match[1], match[2] or "", match[3]


@pytest.mark.parametrize("on", DAYS)
def test_ten_clauses_of_the_background_paper(on: str) -> None:
    day, dice = looked_at(on)
    snapshot = day.snapshot
    does = {word.does: code for code, word in STRENGTH_WORDS.items()}
    listed = [line for line in clauses(day) if line[2].endswith(tuple(does))]
    assert len(listed) > PICKED
    for issue, article, rest in dice.sample(listed, PICKED):
        said = max((word for word in does if rest.endswith(word)), key=len)
        agreement = rest.removesuffix(said).strip()
        (tie,) = (
            tie
            for tie in snapshot.ties("COVERS")
            if snapshot.name(tie.target) == issue and snapshot.name(tie.source) == agreement
        )
        assert tie.text("strength") == treated_as(tie, day.at) == does[said]
        assert article.removeprefix("article ") == tie.text("article")


@pytest.mark.parametrize("on", DAYS)
def test_ten_contacts_of_the_activities(on: str) -> None:
    day, dice = looked_at(on)
    since = date(day.at.year - 3, 1, 1)
    made = REPORTS["activities"].make(day, since, NOTHING_CHOSEN)
    held = [row for part in made.sections if part.title in CONTACTS for row in part.rows]
    for row in dice.sample(held, min(PICKED, len(held))):
        assert since < as_date(row[0]) <= day.at, row
        assert any(
            contact.text("date") == row[0] and contact.text("summary") in row
            for contact in day.snapshot.of("Engagement")
        ), row


# ---------------------------------------------------------------- pictures


@pytest.mark.parametrize("on", DAYS)
def test_ten_lines_of_pictures(on: str) -> None:
    day, dice = looked_at(on)
    snapshot = day.snapshot
    starts = dice.sample(sorted({cell.delegation for cell in find_cells(day)}), 4)
    drawn = picture(day, choose(day, starts))
    assert len(drawn.ties) > PICKED
    for tie in dice.sample(drawn.ties, PICKED):
        rows = [
            row
            for row in snapshot.out(tie.source)
            if (row.target, row.type) == (tie.target, tie.type)
        ]
        assert rows, tie
        assert any(holds_on(row.text("valid_from"), row.text("valid_to"), day.at) for row in rows)
        for end in (tie.source, tie.target):
            if snapshot.nodes[end].label == "Engagement":
                assert as_date(snapshot.nodes[end].text("date")) <= day.at, tie
