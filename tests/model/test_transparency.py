"""The transparency score: a band that says what is known, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from explorer.answers.transparency_answer import transparency
from explorer.reports.choice import NOTHING_CHOSEN, ReportChoice
from explorer.reports.points import point_lines
from explorer.reports.registry import REPORTS
from explorer.reports.statement import statement
from explorer.words.resolution import no_points
from graph_model.measures.transparency import (
    RESOLUTION,
    WORTH,
    changes,
    extremes,
    found_by,
    points_of,
    scores,
    stands_from,
)
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from tests.graphs import graph, node, on_day, tie

DAY = date(2020, 1, 1)
WEIGHTS = {"proposals": 3, "texts": 3, "officer": 1, "records": 3}


def points() -> list[NodeRow | RelationshipRow]:
    """Four points of the resolution, and one of somebody else."""
    found: list[NodeRow | RelationshipRow] = [
        node(
            "Indicator", id, name=id, origin=f"{RESOLUTION}, point", suggested_weight=float(weight)
        )
        for id, weight in WEIGHTS.items()
    ]
    return [
        *found,
        node("Indicator", "other", name="other", origin="another list", suggested_weight=9.0),
    ]


def scored(subject: str, **values: str) -> list[NodeRow | RelationshipRow]:
    """A delegation with its answers; the day stands behind a slash."""
    rows: list[NodeRow | RelationshipRow] = [node("Delegation", subject, name=subject)]
    for indicator, said in values.items():
        value, _, when = said.partition("/")
        rows.append(
            tie(
                subject,
                "SCORED",
                indicator,
                value=value,
                **({"as_of": when} if when else {"as_of": "2018"}),
            )
        )
    return rows


def test_the_band_by_hand() -> None:
    snapshot = graph(
        *points(),
        *scored("alpha", proposals="yes", texts="partial", officer="unknown", other="no"),
        *scored("beta", other="yes"),
    )
    (found,) = scores(on_day(snapshot, DAY))
    assert (found.subject, found.known) == ("alpha", 2)
    assert found.low == (3 + 1.5) / 10
    assert found.high == (3 + 1.5 + 1 + 3) / 10, (
        "an answer of 'unknown' and no answer at all are both not known"
    )


def test_what_was_found_later_is_not_known_yet() -> None:
    snapshot = graph(*points(), *scored("alpha", proposals="yes/2017", texts="no/2021-06"))
    assert scores(on_day(snapshot, DAY))[0].known == 1
    assert scores(on_day(snapshot, date(2016, 1, 1))) == ()
    found = changes(on_day(snapshot, date(2022, 1, 1)), DAY)
    assert [(its.subject, its.indicator, its.after) for its in found] == [("alpha", "texts", "no")]
    assert changes(on_day(snapshot, date(2023, 1, 1)), date(2022, 1, 1)) == ()


def test_a_finding_without_a_day_was_always_made() -> None:
    rows = [
        *points(),
        node("Delegation", "alpha", name="alpha"),
        RelationshipRow("SCORED", "alpha", "texts", {"value": "yes"}, "test"),
    ]
    for year in (1900, 2018):  # the first of January, before the middle of any year
        assert [score.known for score in scores(on_day(graph(*rows), date(year, 1, 1)))] == [1]


def test_nobody_is_held_against_points_before_their_day() -> None:
    dated = [
        replace(row, fields={**row.fields, "known_from": "2017-12-19"})
        if row.label == "Indicator" and row.text("origin").startswith(RESOLUTION)
        else row
        for row in points()
        if isinstance(row, NodeRow)
    ]
    snapshot = graph(*dated, *scored("alpha", proposals="yes/2010", other="no/2010"))
    before, after = (on_day(snapshot, date(2017, 12, day)) for day in (18, 19))
    assert scores(before) == () == points_of(before, "alpha")
    assert [score.known for score in scores(after)] == [1]
    found = {tie.target: tie for tie in snapshot.out("alpha", "SCORED")}
    assert not found_by(before, found["proposals"])
    assert found_by(before, found["other"]), "another list stands by then"
    assert [change.indicator for change in changes(after, before.at)] == ["proposals"]
    assert no_points(before) == (
        "The coalition's resolution on transparency is of 19 December 2017; before that nobody is"
        " held against it."
    )
    assert no_points(after) == ""
    for said in (point_lines(before, "alpha")[0].text, transparency(before, before.at).sentence):
        assert said == no_points(before)
    draft = statement(before, before.at, ReportChoice(delegation="alpha"))
    assert draft.sentences == (no_points(before),)
    assert "every point is met" not in str(draft)
    assert REPORTS["transparency"].make(before, before.at, NOTHING_CHOSEN).sentences == (
        no_points(before),
    )


def test_the_opening_facts_hold_nobody_against_the_resolution_before_it_was_passed() -> None:
    seeds = seed_snapshot()
    assert stands_from(seeds) == seeds.nodes["e2017_16"].text("date") == "2017-12-19"
    assert scores(on_day(seeds, date(2017, 12, 1))) == ()
    assert scores(on_day(seeds, date(2017, 12, 19)))


def test_best_and_worst_only_where_bands_lie_apart() -> None:
    open_one = scored("open", proposals="yes", texts="yes", records="yes")
    shut = scored("shut", proposals="no", texts="no", records="no")
    dim = scored("dim", officer="yes")
    best, worst = extremes(scores(on_day(graph(*points(), *open_one, *shut, *dim), DAY)))
    assert [score.subject for score in best] == ["open"]
    assert [score.subject for score in worst] == ["shut"]
    assert extremes(scores(on_day(graph(*points(), *dim, *scored("half", officer="no")), DAY))) == (
        (),
        (),
    )
    assert extremes(()) == ((), ())


@given(
    st.dictionaries(
        st.sampled_from(list(WEIGHTS)), st.sampled_from([*WORTH, "unknown"]), min_size=1
    )
)
def test_a_band_is_a_band_and_an_answer_only_narrows_it(values: dict[str, str]) -> None:
    found = scores(on_day(Snapshot(graph(*points(), *scored("a", **values)).rows()), DAY))
    for score in found:
        assert 0 <= score.low <= score.high <= 1 + 1e-9
        missing = [point.indicator for point in score.points if not point.known]
        if missing:
            (more,) = scores(
                on_day(graph(*points(), *scored("a", **{**values, missing[0]: "partial"})), DAY)
            )
            assert score.low <= more.low <= more.high <= score.high + 1e-9
