"""The commands about routes say what the measures say, as JSON and in words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from explorer.commands import app
from explorer.words.no_route import nothing_words, refusal_words
from explorer.words.routes import headline, request, step_doubt, weak_words
from graph_model.dates import as_date
from graph_model.measures import find_cells
from graph_model.measures.departures import departures
from graph_model.measures.introductions import find_routes
from graph_model.measures.membership import with_friends
from graph_model.measures.single_points import connectivity
from graph_model.rows import NodeRow, RelationshipRow
from loaders.seeds import seed_snapshot
from tests.graphs import contact, graph, node, on_day, talks, tie

RUN = CliRunner()
THEN = "2017-12-01"


def answered(*words: str) -> Any:
    result = RUN.invoke(app, [*words, "--as-of", THEN, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_commands_know_the_names_that_pages_know() -> None:
    assert answered("routes", "brasil", "--from", "internet society")["from"] == "isoc"
    assert answered("routes", "south korea")["delegation"] == "kor_motie"
    for typed, near in ((["usa"], "usa_ustr"), (["brasil", "--issue", "privacy"], "personal_data")):
        refused = RUN.invoke(app, ["routes", *typed, "--as-of", THEN])
        assert refused.exit_code == 2, "two speak for it, or it is not its name: it is asked"
        assert f"the nearest: {near} (" in " ".join(refused.stderr.split())


def test_routes_with_evidence_fallback_and_reasons() -> None:
    found = answered("routes", "idn_mot", "--with-friends")
    measured = find_routes(with_friends(on_day(seed_snapshot(), as_date(THEN))), "idn_mot")
    assert [way["stops"] for way in found["routes"]] == [
        list(route.stops) for route in measured.routes
    ]
    assert found["fallback"]["stops"] == [
        "eff",
        "ind_doc",
        "idn_mot",
    ]  # not the other member of the same briefing
    assert all(step["evidence"] for way in found["routes"] for step in way["steps"])
    assert {way["refusal"] for way in found["refused"]} == {"weak"}
    assert all(way["rank_low"] <= way["rank"] <= way["rank_high"] for way in found["routes"])
    assert not any("rank" in way for way in found["refused"]), (
        "what is not recommended is in no order"
    )
    assert found["request"].startswith("Dear colleagues at ")
    assert set(found) == {
        "delegation",
        "issue",
        "from",
        "as_of",
        "settings",
        "routes",
        "refused",
        "fallback",
        "request",
    }
    assert (
        answered("routes", "usa_ustr", "--from", "tacd", "--with-friends")["refused"][0]["refusal"]
        == "old"
    )
    said = RUN.invoke(app, ["routes", "idn_mot", "--as-of", THEN, "--with-friends"]).stdout
    assert "If they cannot, place " in said
    assert "Not recommended" in said
    assert RUN.invoke(app, ["routes", "nobody_here"]).exit_code == 2
    by_name = RUN.invoke(app, ["routes", "indonesia", "--as-of", THEN, "--with-friends"])
    assert by_name.stdout == said, "a name says the same as an id"


def test_hinges_between_and_try() -> None:
    cells = find_cells(on_day(seed_snapshot(), as_date(THEN)))
    found = answered("hinges")
    assert [(row["delegation"], row["routes"], row["thin"]) for row in found["delegations"]] == [
        (hinge.delegation, hinge.routes, hinge.thin)
        for hinge in connectivity(on_day(seed_snapshot(), as_date(THEN)))
    ]
    assert (
        [row["members"] for row in found["leaving"]]
        == [list(gone.members) for gone in departures(cells)]
        == [["eff"]]
    )
    assert found["leaving"][0]["rank_low"] == 1
    assert answered("between")["go_betweens"] == []
    trial = answered("try", "edri", "sgp_mti")
    assert trial["after"]["low"] > trial["before"]["low"]
    assert {cell["delegation"] for cell in trial["changed"]} == {"sgp_mti"}
    assert all(1 <= way["rank_low"] <= way["rank_high"] for way in trial["opened"])
    assert trial["opened"][0]["stops"][:2] == [
        "edri",
        "sgp_mti",
    ]  # to its neighbours; a way to itself was there before
    for words in (["hinges"], ["between"], ["try", "edri", "sgp_mti"]):
        assert RUN.invoke(app, [*words, "--as-of", THEN]).exit_code == 0
    assert RUN.invoke(app, ["try", "sgp_mti", "edri"]).exit_code == 2


def test_the_request_names_contact_issue_and_talks() -> None:
    line = contact("e1", "2024-12-01", "briefing", "edri", "alpha", "flows")
    snapshot, at = graph(*talks(), *line), as_date("2025-01-01")
    direct = find_routes(on_day(snapshot, at), "alpha", issue="flows")
    assert (
        request(on_day(snapshot, at), direct, direct.routes[0])
        == "Dear colleagues at EDRi,\n\nYou briefed Ministry of Alpha on 1 December 2024. We would"
        " like to speak with Ministry of Alpha about data flows, which is on the table in The"
        " Deal.\nWould you put us in touch with the desk there that follows it, for one short"
        " call? If this is not the moment, say so and we look for another way.\n\nWith thanks,"
    )
    around = find_routes(on_day(snapshot, at), "beta", issue="source")
    said = request(on_day(snapshot, at), around, around.routes[0])
    assert "on another subject" in said
    assert (
        "Would you ask Ministry of Alpha whether it can put us in touch with Ministry of Beta? The"
        " two sit together in The Deal." in said
    )
    own = find_routes(on_day(snapshot, at), "alpha", start="edri")
    assert request(on_day(snapshot, at), own, own.routes[0]).startswith(
        "Dear colleagues at Ministry of Alpha,\n\nWe briefed you on 1 December 2024."
    )


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        ("old", "older than 24 months"),
        ("weak", "below 0.1"),
        ("do_not_ask", "asked not to be asked"),
    ],
)
def test_every_refusal_has_words(refusal: str, words: str) -> None:
    shy = [
        node("Member", "shy", name="Shy", stakeholder_group="academia", asking="do_not_ask"),
        *contact("e1", "2024-12-01", "meeting", "shy", "alpha"),
    ]
    weak = [
        *contact("e2", "2023-02-01", "panel", "apc", "alpha"),
        *contact("e3", "2020-02-01", "meeting", "edri", "alpha"),
    ]
    snapshot = graph(*talks(), *shy, *weak)
    found = find_routes(on_day(snapshot, as_date("2025-01-01")), "alpha")
    assert any(
        words in refusal_words(on_day(snapshot, as_date("2025-01-01")), route)
        for route in found.refused
        if route.refusal == refusal
    )
    assert (
        headline(on_day(snapshot, as_date("2025-01-01")), found)[0]
        == "No way to Ministry of Alpha that we would recommend to any of us."
    )


def ways_out(*rows: NodeRow | RelationshipRow, on: str = "2025-01-01", start: str = "") -> str:
    """What is said where nothing can be recommended to reach Alpha."""
    day = on_day(graph(*talks(), *rows), as_date(on))
    found = find_routes(day, "alpha", start=start)
    assert not found.routes
    return nothing_words(day, found)


def test_every_reason_against_a_way_is_named() -> None:
    day = on_day(
        graph(*talks(), *contact("e1", "2021", "meeting", "edri", "alpha")), as_date("2025-01-01")
    )
    (route,) = find_routes(day, "alpha").refused
    assert refusal_words(day, route) == (
        "its evidence of 2021 is older than 24 months, and strength 0.08, below 0.1"
    )
    shy = node("Member", "shy", name="Shy", stakeholder_group="academia", asking="do_not_ask")
    rows = (*talks(), shy, *contact("e1", "2021-07", "meeting", "shy", "alpha"))
    day = on_day(graph(*rows), as_date("2025-01-01"))
    (route,) = find_routes(day, "alpha").refused
    assert refusal_words(day, route) == (
        "Shy asked not to be asked, and its evidence of July 2021 is older than 24 months, and"
        " strength 0.09, below 0.1"
    )


def test_what_is_on_record_where_no_way_is() -> None:
    old = contact("e1", "2012-05", "meeting", "edri", "alpha")
    older = contact("e2", "2011-03-02", "meeting", "apc", "alpha")
    beside = contact("e3", "2012-05-04", "meeting", "edri", "beta")
    assert ways_out() == "We have no recorded contact with it, and none with anyone at its tables."
    assert ways_out(*old) == (
        "Our one recorded contact with it, of May 2012, is too old or too slight to lean on. With"
        " others at its tables no contact of ours is on record."
    )
    assert ways_out(*old, *older).startswith(
        "Our 2 recorded contacts with it, the last of May 2012, are too old"
    )
    assert ways_out(*beside) == (
        "We have no recorded contact with it. What we have on record with others at its tables is"
        " too old or too slight."
    )
    assert ways_out(on="2019-01-01") == (
        "We have no recorded contact with it. It sits at no table on this day."
    )
    peer = node("Member", "tacd", name="TACD", relation="peer", stakeholder_group="civil_society")
    assert ways_out(peer, *contact("e4", "2024-12-01", "meeting", "tacd", "alpha")) == (
        "We have no recorded contact with it, and none with anyone at its tables. Friends outside"
        " the coalition have some on record."
    )
    assert ways_out(*old, start="apc") == (
        "APC has no recorded contact with it, and no way over others is on record that is strong"
        " and fresh enough."
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["gaps", "--limit", "-1"], "greater than or equal"),
        (["export", "graph.jsn"], "graph.jsn does not say what to write"),
        (["template", "README.md/tables"], "cannot be written"),
        (["common-ground", "nobody"], "No delegation is called 'nobody'"),
        (["common-ground", "USTR", "usa_ustr"], "one delegation twice"),
        (["event-plan", "nothing"], "No event is called 'nothing'"),
        (["questions-for", "nobody"], "No member is called 'nobody'"),
        (["report", "digest", "x.md", "--region", "Southern Asia"], "does not take --region"),
        (["report", "background-paper", "x.md", "--since", "2020"], "does not take --since"),
        (["report", "transparency", "x.md", "--delegation", "USTR"], "does not take --delegation"),
    ],
)
def test_what_a_command_does_not_know_or_would_not_look_at_is_wrong_usage(
    words: list[str], says: str
) -> None:
    refused = RUN.invoke(app, words)
    assert refused.exit_code == 2
    assert says in " ".join(refused.stderr.split())


def said(what: str, on: str, member: str = "edri") -> list[NodeRow | RelationshipRow]:
    """What a member answered about Alpha."""
    return [
        node("Answer", f"{member}_{what}", said=what, date=on),
        tie(member, "GAVE", f"{member}_{what}"),
        tie(f"{member}_{what}", "SPEAKS_OF", "alpha"),
    ]


def test_what_a_member_said_of_its_line_is_no_contact() -> None:
    day = on_day(graph(*talks(), *said("yes", "2024-11-01")), as_date("2025-01-01"))
    found = find_routes(day, "alpha")
    assert weak_words(day, found.routes[0]) == (
        "EDRi said 2 months ago that it has a line to Ministry of Alpha; no recorded contact of the"
        " two."
    )
    asked = request(day, found, found.routes[0])
    assert "You told us that you have a line to Ministry of Alpha. We would like" in asked

    own = find_routes(day, "alpha", start="edri")
    letter = request(day, own, own.routes[0])
    assert letter.startswith("Dear colleagues at Ministry of Alpha,\n\nWe would like to speak")

    met = contact("e1", "2024-09", "meeting", "edri", "alpha")
    day = on_day(graph(*talks(), *met, *said("yes", "2024-11-01")), as_date("2025-01-01"))
    assert weak_words(day, find_routes(day, "alpha").routes[0]).endswith(
        "; the only recorded contact of the two was in September 2024."
    )


def test_a_letter_without_a_reply_is_on_record_and_does_not_count() -> None:
    met = contact("e1", "2024-09", "meeting", "edri", "alpha")
    wrote = contact("e2", "2024-11", "letter", "edri", "alpha", outcome="unknown")
    for rows, which in (
        (
            (*met, *wrote),
            "the only recorded contact of EDRi with Ministry of Alpha that counts was",
        ),
        ((*met, *wrote, *contact("e3", "2024", "call", "edri", "alpha")), "Alpha that count was"),
        ((*met, *contact("e3", "2024", "call", "edri", "alpha")), "2 contacts of EDRi with Minist"),
    ):
        day = on_day(graph(*talks(), *rows), as_date("2025-01-01"))
        assert which in weak_words(day, find_routes(day, "alpha").routes[0])


def test_an_answer_that_opens_no_way_is_told_as_an_answer() -> None:
    none = "We have no recorded contact with it, and none with anyone at its tables."
    assert ways_out(*said("tried", "2024-11")) == (
        f"{none} EDRi said in November 2024 that it had tried and had no answer."
    )
    assert ways_out(*said("no", "2024-11")) == none


def test_a_step_says_how_sure_its_rows_are() -> None:
    met = contact("e1", "2024-12-01", "meeting", "edri", "alpha")
    unsure = [
        replace(row, fields={**row.fields, "confidence": "memory"})
        if isinstance(row, RelationshipRow) and row.type == "REACHED"
        else row
        for row in met
    ]
    seat = tie("beta", "NEGOTIATES", "deal", role="negotiator", confidence="derived")
    rest = [row for row in talks() if getattr(row, "source", "") != "beta"]
    for rows, doubts in (
        ([*talks(), *met], ["", ""]),
        ([*rest, seat, *unsure], ["not yet checked against a source", "derived from other rows"]),
    ):
        day = on_day(graph(*rows), as_date("2025-01-01"))
        (route, *_) = find_routes(day, "beta").routes
        assert [step_doubt(day.snapshot, step) for step in route.steps] == doubts


def test_an_age_is_no_more_exact_than_its_date() -> None:
    for on, age in (("2024", "in 2024"), ("2024-11", "in November 2024"), ("2024-11-30", "")):
        day = on_day(
            graph(*talks(), *contact("e1", on, "meeting", "edri", "alpha")), as_date("2025-01-01")
        )
        (route,) = find_routes(day, "alpha").routes
        said = weak_words(day, route)
        assert said.startswith("the only recorded contact of EDRi with Ministry of Alpha was")
        assert (age or "a month ago") in said


def test_a_way_over_another_member_is_asked_of_that_member() -> None:
    met: list[NodeRow | RelationshipRow] = [
        node("Engagement", "l", kind="letter", date="2024-12-10"),
        tie("apc", "TOOK_PART_IN", "l"),
        tie("edri", "TOOK_PART_IN", "l"),
    ]
    snapshot = graph(*talks(), *met, *contact("e1", "2024-12-01", "meeting", "edri", "alpha"))
    found = find_routes(on_day(snapshot, as_date("2025-01-01")), "alpha", start="apc")
    assert request(on_day(snapshot, as_date("2025-01-01")), found, found.routes[0]).startswith(
        "Dear colleagues at EDRi,\n\nYou met Ministry of Alpha"
    )
    assert (
        headline(on_day(snapshot, as_date("2025-01-01")), found)[0]
        == "Our best way to Ministry of Alpha is thin: through EDRi."
    )


def test_a_form_for_a_member_and_the_list_of_doubles(tmp_path: Path) -> None:
    out = tmp_path / "form.html"
    said = RUN.invoke(app, ["form", "electronic frontier foundation", str(out), "--as-of", THEN])
    assert said.exit_code == 0, said.output
    assert "Whom of these delegations does Electronic Frontier Foundation know?" in out.read_text()
    found = json.loads(RUN.invoke(app, ["doubles", "--json"]).stdout)
    assert found["decided"] == []
    assert RUN.invoke(app, ["doubles", "eff", "--says", "same"]).exit_code == 2
    assert RUN.invoke(app, ["doubles", "eff", "edri", "--says", "perhaps"]).exit_code == 2
