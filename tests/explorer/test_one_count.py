"""One word, one count: what a page, an answer, a paper, a picture or a command says of lines by
kind, of delegations that we are in touch with or never wrote to, of both ends of the band and of
members is what the second program (`tests/model/oracle`) works out from the rows, on four days.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import pytest
from typer.testing import CliRunner

from explorer.answers.line_answers import never_met, no_line, weak_lines
from explorer.answers.missing_voices import missing
from explorer.commands import app
from explorer.html.view import View
from explorer.mcp.tool_answers import coverage as coverage_tool
from explorer.mcp.tool_context import ToolContext
from explorer.outside.pages import pages
from explorer.pages.gaps.page import legend_html
from explorer.pages.where_we_stand.band_parts import band_html, kinds_html
from explorer.picture.charts import band_chart, gaps_chart
from explorer.picture.matrix import as_records
from explorer.picture.picture import Recipe
from explorer.reports.activities import activities
from explorer.reports.choice import NOTHING_CHOSEN
from explorer.reports.digest import digest
from explorer.reports.registry import REPORTS
from explorer.words.sentences import opening, standing_sentence
from explorer.words.text import unstressed
from graph_model.measures import DEFAULTS, KIND, Day, band, find_cells
from graph_model.measures.gaps import live_delegations
from graph_model.measures.membership import with_friends
from graph_model.measures.next.forecast import forecast
from graph_model.measures.single_points import connectivity
from graph_model.measures.voice_balance import balance
from graph_model.questions.lines import lines
from graph_model.shares import percent
from loaders.seeds import seed_snapshot
from tests.model.oracle.day import Plain
from tests.model.oracle.kinds import band as plain_band
from tests.model.oracle.kinds import kinds

DAYS = ("2013-06-01", "2017-12-01", "2021-06-01", "2026-11-27")
LINE = ("several", "one", "cooled", "raised_by_others", "never_raised")
RUN = CliRunner()


@dataclass(frozen=True)
class Counts:
    """What the rows say of a day, by the second program."""

    #: Lines by kind, and the delegations that have one of a kind.
    lines: Counter[str]
    of_kind: dict[str, set[str]]
    delegations: set[str]
    #: Delegations that one of us has a live line to, and those that nobody of us ever wrote to.
    live: set[str]
    never_met: set[str]
    low: float
    high: float
    members: Counter[str]


@cache
def counts(at: str, friends: bool) -> tuple[Day, Counts]:
    """The day as the product looks at it, and what the second program counts."""
    seeds, on = seed_snapshot(), date.fromisoformat(at)
    plain = Plain(seeds.nodes.values(), seeds.relationships, on, friends)
    cells = {cell: kind for cell, (kind, _, _) in kinds(plain).items()}
    met = {id for one in plain.known for id in one.delegations}
    seated = {delegation for delegation, _ in cells}
    found = Counts(
        Counter(cells.values()),
        {code: {id for (id, _), kind in cells.items() if kind == code} for code in KIND},
        seated,
        {id for (id, _), kind in cells.items() if kind in LINE},
        seated - met,
        *plain_band(plain),
        Counter(plain.nodes[id].text("stakeholder_group") for id in plain.us),
    )
    day = Day(seeds, on, DEFAULTS)
    return (with_friends(day) if friends else day), found


EVERY = pytest.mark.parametrize(
    ("at", "friends"),
    [(at, friends) for at in DAYS for friends in (False, True)],
    ids=[f"{at}{' with friends' * friends}" for at in DAYS for friends in (False, True)],
)


def by_kind(html: str, after: str) -> dict[str, int]:
    """The number that stands behind the words of each kind in a piece of HTML."""
    found = {}
    for code, kind in KIND.items():
        told = re.search(rf"{re.escape(kind.says)}(?:</a>)?{after}([\d,]+)", html)
        if told:
            found[code] = int(told.group(1).replace(",", ""))
    return found


@EVERY
def test_lines_by_kind(at: str, friends: bool) -> None:
    day, rows = counts(at, friends)
    cells, whole = find_cells(day), {code: rows.lines[code] for code in KIND}
    some = {code: number for code, number in whole.items() if number}
    told = {
        "the first page": by_kind(kinds_html(band(day)), r'</td><td class="num"><a [^>]*>'),
        "questions": Counter(
            str(line["kind"]) for line in lines(day) for _ in list(line["issues"])
        ),
        "the list and its CSV": Counter(str(row["kind_code"]) for row in as_records(day, cells)),
    }
    assert told == dict.fromkeys(told, some)

    recipe = Recipe(as_of=at, with_friends=friends)
    picture = gaps_chart(day.snapshot, recipe)
    table = band_chart(day.snapshot, recipe).tables()[0].rows
    assert by_kind(legend_html(list(cells)), " ") == whole
    assert by_kind(picture.says, ": ") == whole
    assert {row[0]: int(row[1].replace(",", "")) for row in table} == {
        KIND[code].says: number for code, number in whole.items()
    }
    assert picture.counts["cells"] == sum(rows.lines.values())


@EVERY
def test_delegations_in_touch_and_never_written_to(at: str, friends: bool) -> None:
    day, rows = counts(at, friends)
    cells, there, live = find_cells(day), len(rows.delegations), len(rows.live)
    touch = f"in touch with {live or 'none'} of the {there} delegations"
    assert touch in opening(band(day), live_delegations(day))[0]
    recipe = Recipe(as_of=at, with_friends=friends)
    assert touch in band_chart(day.snapshot, recipe).recipe.title

    standing = standing_sentence(day.snapshot, cells)
    assert standing == gaps_chart(day.snapshot, recipe).recipe.title
    assert standing.startswith(
        f"{there - live} of {there} delegations have no live line"
        if live
        else f"None of the {there} delegations at the table has a live line"
    )
    hinges = connectivity(day)
    assert {hinge.delegation for hinge in hinges} == rows.delegations
    assert {hinge.delegation for hinge in hinges if hinge.members} == rows.live
    assert balance(day)[""].there == tuple(sorted(rows.delegations))

    silent = never_met(day)
    (ranked,) = silent.groups
    assert f"{len(rows.never_met)} delegations of {there} at an open table" in silent.sentence
    assert {row.cells[1].ids[0] for row in ranked.rows} == rows.never_met


@EVERY
def test_what_an_answer_says_of_lines(at: str, friends: bool) -> None:
    day, rows = counts(at, friends)
    every = {row.id for row in day.snapshot.of("Issue")}
    asked = no_line(day, every)
    assert (
        f"no line to {len(rows.delegations - rows.live)} of the {len(rows.delegations)}"
        in asked.sentence
    )
    titles = [group.title for group in asked.groups]
    assert f"With a line: {len(rows.live)} delegation" in " ".join(titles)

    weak = {group.title.split(":")[0]: len(group.rows) for group in weak_lines(day).groups}
    assert weak == {
        title: len(rows.of_kind[code])
        for code, title in (
            ("one", "Rest on one member"),
            ("cooled", "Raised before, has cooled"),
            ("quiet", "Gone quiet"),
            ("slight", "Met in passing"),
        )
    }


@EVERY
def test_both_ends_of_the_band(at: str, friends: bool) -> None:
    day, rows = counts(at, friends)
    low, unknown = percent(rows.low), percent(rows.high - rows.low)
    lead = unstressed(opening(band(day), len(rows.live))[1])
    assert f"{low} is reached" in lead
    assert f"{unknown} is not known" in lead
    label = f"Reached, as far as is on record: {low}; not known: {unknown}"
    assert f'aria-label="{label}"' in band_html(band(day))
    assert forecast(day).low == pytest.approx(rows.low, abs=1e-9)

    recipe = Recipe(as_of=at, with_friends=friends)
    assert band_chart(day.snapshot, recipe).figure == f"{low} to {percent(rows.high)} reached"
    since = date.fromisoformat(DAYS[0])
    said = " ".join(activities(day, since, NOTHING_CHOSEN).sentences)
    own = counts(at, False)[1]
    assert f"from {percent(own.low)} to {percent(own.high)} at the end" in said, (
        "what friends did stands apart"
    )
    assert f"on record: {low} of what is on" in digest(day, since, NOTHING_CHOSEN).sentences[0]


@EVERY
def test_members_by_group(at: str, friends: bool) -> None:
    day, rows = counts(at, friends)
    groups = missing(day).groups[0]
    assert f"of {len(rows.delegations)} at an open table" in groups.says
    told = {row.cells[0].text: int(row.cells[1].text) for row in groups.rows}
    assert told == {
        group.replace("_", " "): rows.members[group]
        for group in ("civil_society", "private_sector", "technical_community", "academia")
    }


@pytest.mark.parametrize("at", DAYS)
def test_the_published_page_the_command_and_the_tool_of_an_assistant(at: str) -> None:
    day, rows = counts(at, False)
    whole = {code: rows.lines[code] for code in KIND}
    _, page = next(iter(pages(View(day, False), {})))
    assert f"in touch with {len(rows.live) or 'none'} of the {len(rows.delegations)}" in page
    assert f"{sum(whole.values()):,} lines we would want" in page

    found = json.loads(RUN.invoke(app, ["coverage", "--as-of", at, "--json"]).stdout)
    assert {code: kind["cells"] for code, kind in found["by_kind"].items()} == whole
    assert (found["cells"], found["delegations"]) == (sum(whole.values()), len(rows.delegations))
    assert (found["low"], found["high"]) == pytest.approx((rows.low, rows.high), abs=1e-9)
    said = RUN.invoke(app, ["coverage", "--as-of", at]).output
    assert f"{rows.low:.0%} to {rows.high:.0%} of {sum(whole.values()):,} lines" in said
    listed = json.loads(RUN.invoke(app, ["gaps", "--as-of", at, "--json"]).stdout)
    assert Counter(gap["kind"] for gap in listed) == rows.lines

    with ToolContext(None, "private", print) as desk:
        tool = coverage_tool(desk, {"as_of": at})
    assert {kind["kind"]: kind["number"] for kind in tool["by_kind"]} == whole


def test_a_report_says_who_counts_as_us_and_what_is_left_out() -> None:
    day = counts(DAYS[1], False)[0]
    since = date.fromisoformat(DAYS[0])
    narrow = Day(day.snapshot, day.at, replace(DEFAULTS, leave_out_derived=True))
    friends, derived = "Friends outside the coalition count as ours.", "is left out."
    for code, report in REPORTS.items():
        if report.about:
            continue
        plain, wide, less = (report.report(one, since) for one in (day, with_friends(day), narrow))
        assert (friends in wide.sentences) == (not report.alone), code
        assert friends not in plain.sentences
        assert any(derived in said for said in less.sentences)
        assert not any(derived in said for said in plain.sentences)
