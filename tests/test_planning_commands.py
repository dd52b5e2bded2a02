"""The commands about what to do next say what the measures say."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from typer.testing import CliRunner

from explorer.commands import app, comparing, gap_list, introducing, planning
from explorer.commands import coverage as coverage_command
from graph_model.measures import band, coverage, find_cells
from graph_model.measures.membership import with_friends
from graph_model.measures.next.efforts import plan
from loaders.seeds import seed_snapshot
from tests.graphs import graph, node, on_day, talks

RUN = CliRunner()
DAY = "2017-12-01"


def said(*words: str) -> Any:
    result = RUN.invoke(app, [*words, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_plan() -> None:
    found = said("plan", "-k", "3", "--as-of", DAY)
    measured = plan(on_day(seed_snapshot(), date(2017, 12, 1)), 3)
    assert [pick["id"] for pick in found["picks"]] == [pick.option.id for pick in measured.picks]
    assert found["gain"] == measured.gain
    assert found["exact"]["proven"]
    assert set(found) == {
        "budget",
        "low",
        "gain",
        "gap",
        "weighed",
        "left_out",
        "picks",
        "exact",
        "curve",
        "knowing",
        "days_open",
        "as_of",
        "settings",
    }
    assert found["days_open"].items() >= {"meeting": 543, "letter": 88, "panel": 0}.items()
    first = found["picks"][0]["target"]
    assert all(len(raised) <= 3 for raised in found["picks"][0]["issues"].values())
    assert first not in {
        pick["target"]
        for pick in said("plan", "-k", "3", "--as-of", DAY, "--without", first)["picks"]
    }
    asked = found["knowing"]
    assert 0 < asked["gain"] < asked["unknown"]
    assert len(asked["picks"]) == 12  # of a quarter of a meeting each
    assert {
        pick["kind"] for pick in said("plan", "--kind", "meeting", "--as-of", DAY)["picks"]
    } == {"meeting"}
    assert RUN.invoke(app, ["plan", "--kind", "question"]).exit_code == 2
    assert RUN.invoke(app, ["plan", "--without", "nobody_at_all"]).exit_code == 2


def test_the_band_runs_ahead() -> None:
    found = said("forecast", "--as-of", DAY, "--with-friends")
    assert found["low"] == pytest.approx(
        band(with_friends(on_day(seed_snapshot(), date(2017, 12, 1)))).low
    )
    assert found["until"]["low"] < found["low"]
    assert 1 <= len(found["calls"]) <= 3
    assert set(found["calls"][0]) == {"member", "delegation", "issues", "holds"}
    spoken = RUN.invoke(app, ["forecast", "--as-of", DAY, "--with-friends"])
    assert "If nobody speaks to anybody" in spoken.stdout


def test_changes_add_up() -> None:
    found = said("changes", "--from", DAY, "--to", "2026-11-23")
    cells = [
        coverage(find_cells(on_day(seed_snapshot(), day)))
        for day in (date(2017, 12, 1), date(2026, 11, 23))
    ]
    assert (found["before"]["low"], found["after"]["high"]) == (cells[0].low, cells[1].high)
    assert sum(part["low"] for part in found["parts"]) == pytest.approx(cells[1].low - cells[0].low)
    assert all(
        1 <= cell["rank_low"] <= cell["rank_high"]
        for part in found["parts"]
        for cell in part["cells"]
    )
    assert RUN.invoke(app, ["changes", "--from", "2020", "--to", "2019"]).exit_code == 2


def test_the_others_answer_too() -> None:
    assert said("balance", "--as-of", DAY)["scopes"][0]["scope"] == ""
    assert len(said("questions-for", "eff", "--as-of", "2026-11-23")["questions"]) == 5
    meetings = said("event-plan", "defa_sign2026", "--going", "eff=2", "--as-of", "2026-11-01")
    assert len(meetings["meetings"]) == 2
    assert meetings["after"] > meetings["before"]
    ground = said("common-ground", "eu_trade", "usa_ustr", "--as-of", "2019-01-01")
    assert ground["with"][0]["right"] == "usa_ustr"
    assert RUN.invoke(app, ["balance", "--against", "nothing"]).exit_code == 2
    assert RUN.invoke(app, ["event-plan", "defa_sign2026", "--going", "eff=many"]).exit_code == 2
    assert RUN.invoke(app, ["questions-for", "nobody_at_all"]).exit_code == 2


SPOKEN = (
    "plan",
    "balance",
    "questions-for eff",
    "event-plan mc11",
    "event-plan mc11 --going eff",
    "common-ground eu_trade",
    "common-ground eu_trade usa_ustr",
)


@pytest.mark.parametrize(
    "words", [*(f"{words} --as-of {DAY}" for words in SPOKEN), "changes --from 2017"]
)
def test_each_speaks_to_people_too(words: str) -> None:
    result = RUN.invoke(app, words.split())
    assert result.exit_code == 0, result.output
    assert result.stdout.strip()


MEASURES = (
    ("coverage",), ("gaps",), ("routes", "alpha"), ("hinges",), ("between",),
    ("try", "edri", "alpha"), ("plan",), ("questions-for", "edri"),
    ("event-plan", "forum"), ("balance",), ("changes", "--from", "2024-01-01"),
    ("common-ground", "alpha"),
)  # fmt: skip


@pytest.mark.parametrize("words", MEASURES, ids=lambda words: words[0])
def test_every_measure_names_the_settings_that_differ(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = graph(
        *talks(),
        node("Event", "forum", name="Forum", start_date="2025-03-01"),
        node("Setting", "setting_live", value=0.4),
    )
    for module in (comparing, coverage_command, gap_list, introducing, planning):
        monkeypatch.setattr(module, "graph_now", lambda home: changed)
    found = said(*words, "--to" if words[0] == "changes" else "--as-of", "2025-01-01")
    assert all(
        one["settings"] == {"live": 0.4} for one in (found if isinstance(found, list) else [found])
    )
