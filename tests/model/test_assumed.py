"""How much of what is at stake is assumed: a small graph worked by hand, and the words for it."""

from __future__ import annotations

from datetime import date

import pytest

from explorer.html.view import View
from explorer.pages.where_we_stand.band_parts import assumed_html
from explorer.reports.choice import NOTHING_CHOSEN, ReportChoice
from explorer.reports.registry import REPORTS
from explorer.words.sentences import assumed_sentence
from graph_model.measures import Day
from graph_model.measures.assumed import assumed
from graph_model.measures.setting_numbers import with_values
from tests.graphs import graph, node, on_day, tie

ON = date(2025, 1, 1)


@pytest.fixture
def day() -> Day:
    """Alpha negotiates the deal, and sits at the pact, which is concluded; beta sits nowhere.

    Flows are borne out, source code is derived; on spam a borne-out clause of the pact outweighs
    the derived one of the deal; encryption is from memory, open data borne out in part.
    """
    clauses = [
        ("deal", "flows", "binding", "verified_text"),
        ("deal", "source", "binding", "derived"),
        ("deal", "spam", "cooperation", "derived"),
        ("pact", "spam", "best_endeavour", "verified"),
        ("pact", "crypto", "binding", "memory"),
        ("pact", "open", "binding", "partial"),
    ]
    return on_day(
        graph(
            *(node("Agreement", id, name=id.title()) for id in ("deal", "pact")),
            *(
                row
                for id, status in (("deal", "negotiating"), ("pact", "concluded"))
                for row in (
                    node("Phase", f"{id}_1", status=status, valid_from="2020-01-01"),
                    tie(f"{id}_1", "PHASE_OF", id),
                )
            ),
            *(
                node("Issue", id, name=id.title(), level="issue")
                for id in ("flows", "source", "spam", "crypto", "open")
            ),
            node("Delegation", "alpha", name="Ministry of Alpha"),
            node("Member", "edri", name="EDRi", stakeholder_group="civil_society"),
            tie("alpha", "NEGOTIATES", "deal", role="negotiator", valid_from="2020"),
            tie("alpha", "NEGOTIATES", "pact", role="negotiator", valid_from="2020"),
            *(
                tie(talks, "COVERS", issue, strength=strength, confidence=confidence)
                for talks, issue, strength, confidence in clauses
            ),
        ),
        ON,
    )


def test_the_share_by_hand(day: Day) -> None:
    # flows 1, source 0.7, spam 0.6 · 2/3, encryption and open data 0.6 · 0.7 each
    whole = 1 + 0.7 + 0.4 + 0.42 + 0.42
    found = assumed(day)
    assert found.cells == 3
    assert found.share == pytest.approx((0.7 + 0.42 + 0.42) / whole, abs=1e-12)
    shares = {mark: share for mark, (_, share) in found.by_confidence.items()}
    assert shares == pytest.approx(
        {"derived": 0.7 / whole, "memory": 0.42 / whole, "partial": 0.42 / whole}
    )
    assert {number for number, _ in found.by_confidence.values()} == {1}


def test_a_clause_of_the_same_weight_that_is_borne_out_settles_it(day: Day) -> None:
    surely = tie("pact", "COVERS", "source", strength="binding")  # 0.7 · 1 beside 1 · 0.7
    same = with_values({"phase_concluded": 0.7})
    less = with_values({"phase_concluded": 0.69})
    snapshot = graph(*day.snapshot.rows(), surely)
    assert "derived" not in assumed(Day(snapshot, ON, same)).by_confidence
    assert "derived" in assumed(Day(snapshot, ON, less)).by_confidence


@pytest.mark.parametrize(
    ("fields", "assumed_seat"),
    [
        ({"confidence": "verified", "valid_from": "2020"}, False),
        ({"confidence": "verified"}, True),  # since when is not on record
        ({"confidence": "derived", "valid_from": "2020"}, True),
    ],
)
def test_a_seat_is_assumed_that_is_worked_out_or_has_no_first_day(
    day: Day, fields: dict[str, str], assumed_seat: bool
) -> None:
    rows = [row for row in day.snapshot.rows() if row.key != ("NEGOTIATES", "alpha", "deal")]
    seat = tie("alpha", "NEGOTIATES", "deal", role="negotiator", **fields)
    found = assumed(on_day(graph(*rows, seat), ON))
    # flows 1 and source 0.7 hang on the seat in the deal; the others on that in the pact
    share = 1.7 / (1 + 0.7 + 0.4 + 0.42 + 0.42) if assumed_seat else 0.0
    assert found.seats == pytest.approx(share)
    assert found.share == assumed(day).share, "clauses are counted apart"
    said = "For 58% no source fully bears out who sits at the table, or since when."
    assert (said in assumed_sentence(found)) == assumed_seat


def test_a_sure_seat_in_talks_of_the_same_weight_settles_it(day: Day) -> None:
    unsure = tie("alpha", "NEGOTIATES", "deal", role="negotiator", confidence="derived")
    rows = [row for row in day.snapshot.rows() if row.key != unsure.key]
    rows += [unsure, tie("pact", "COVERS", "source", strength="binding")]  # 0.7 · 1 beside 1 · 0.7
    snapshot, whole = graph(*rows), 1 + 0.7 + 0.4 + 0.42 + 0.42
    same = assumed(Day(snapshot, ON, with_values({"phase_concluded": 0.7})))
    assert same.seats == pytest.approx(1 / (whole + 0.1 * (2 / 3 + 0.7 + 0.7)))
    less = assumed(Day(snapshot, ON, with_values({"phase_concluded": 0.69})))
    assert less.seats == pytest.approx(1.7 / (whole + 0.09 * (2 / 3 + 0.7 + 0.7)))


def test_of_one_delegation_and_of_nothing(day: Day) -> None:
    assert assumed(day, "alpha") == assumed(day)
    assert assumed(day, "beta") == assumed(day.on(date(2019, 1, 1)))
    assert assumed(day, "beta").share == 0.0
    assert assumed_sentence(assumed(day, "beta")) == ""


def test_the_same_sentence_stands_everywhere(day: Day) -> None:
    said = assumed_sentence(assumed(day))
    assert said.startswith("Of what is at stake, 52% is assumed: 24% on clauses taken over")
    assert said in assumed_html(View(day, False))
    since = date(2024, 1, 1)
    for name, choice in (
        ("digest", NOTHING_CHOSEN),
        ("activities", NOTHING_CHOSEN),
        ("dossier", ReportChoice(delegation="alpha")),
    ):
        report = next(one for one in REPORTS.values() if one.code == name)
        assert said in report.make(day, since, choice).sentences, name
