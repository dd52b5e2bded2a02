"""A rule stands in one place: what one page says of a thing, every page says."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from explorer.answers.access_answers import ways_in
from explorer.app import database
from explorer.app.visit import option
from explorer.html.contact_lines import open_ways_html
from explorer.html.look import styles
from explorer.html.shapes import MIDDLES, OUTLINES
from explorer.html.symbols import label_symbol
from explorer.html.view import View
from explorer.pages.map.colours import GAPS, hues
from explorer.pages.map.panel import panel_html
from explorer.pages.profile.sections import positions
from explorer.picture import network_component, network_payload
from explorer.picture.matrix import as_records, matrix
from explorer.picture.selection import picture
from explorer.reports.ways_in import open_ways
from explorer.words.captions import caption
from explorer.words.routes import formal, headline
from explorer.words.sentences import delegation_lines
from graph_model.measures import KIND, KINDS, Cell, find_cells, main_kind
from graph_model.measures.introductions import find_routes
from graph_model.measures.negotiations import Target
from graph_model.resolver import resolve_name
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.schema import Shape
from graph_model.vocabulary import SCHEMA, palette
from graph_model.vocabulary.palette import PAPER
from loaders.seeds import seed_snapshot
from loaders.take_out.graph_files.bundle import Bundle
from loaders.take_out.graph_files.cyjs import as_cyjs
from tests.explorer.test_pages import show, words
from tests.graphs import contact, graph, node, on_day, talks, tie


@pytest.mark.parametrize("about", ["flows", "open_code"])
def test_a_delegation_with_two_kinds_is_of_one_kind_everywhere(about: str) -> None:
    equal: list[NodeRow | RelationshipRow] = [
        node("Issue", "open_code", name="Open code", level="issue"),
        tie("deal", "COVERS", "open_code", strength="binding"),
    ]
    plain: list[NodeRow | RelationshipRow] = [
        row for row in talks() if getattr(row, "target", "") != "source"
    ]
    snapshot = graph(
        *plain, *equal, *contact("met", "2024-11-01", "meeting", "edri", "alpha", about)
    )
    day = on_day(snapshot, date(2025, 1, 1))
    cells = [cell for cell in find_cells(day) if cell.delegation == "alpha"]
    assert sorted(cell.kind for cell in cells) == ["never_raised", "one"]
    assert len({cell.importance for cell in cells}) == 1

    assert matrix(snapshot, cells, across="agreement").cells["alpha", "deal"].kind == "one"
    assert KIND["one"].says in panel_html(View(day, False), "alpha", "")
    assert hues(day, ["alpha"], "gap")[0]["alpha"] == GAPS["one"]


def test_the_heavier_kind_wins_over_the_earlier_one() -> None:
    def cell(kind: str, importance: float) -> Cell:
        return Cell(Target("alpha", kind, importance, ()), kind, 0.0, (), ())

    assert main_kind([cell("one", 1.0), cell("quiet", 1.0)]) == "one"
    assert main_kind([cell("one", 1.0), cell("quiet", 1.001)]) == "quiet"
    assert main_kind([cell(kind.code, 0.1) for kind in reversed(KINDS)]) == KINDS[0].code


def test_every_shape_has_one_outline_for_svg_and_canvas() -> None:
    assert set(OUTLINES) == set(get_args(Shape))
    assert set(MIDDLES) <= set(OUTLINES)
    assert all(OUTLINES[kind.shape] in label_symbol(kind.label) for kind in SCHEMA.nodes)
    marks = (Path(network_component.__file__).parent / "marks.js").read_text(encoding="utf-8")
    assert "arc(" not in marks
    assert "#" not in marks, "no colour of a label is written into the browser's code"


def test_a_mark_of_the_colour_of_the_page_is_an_empty_outline() -> None:
    snapshot = graph(*talks(), *contact("met", "2024-11-01", "meeting", "edri", "alpha"))
    made = picture(on_day(snapshot, date(2025, 1, 1)), [*snapshot.nodes])
    data = network_payload.payload(made, network_payload.DrawOptions(), "test", 400)
    pale = {kind.label for kind in SCHEMA.nodes if kind.color == PAPER}
    assert pale
    assert [label in pale for label in data["kind"]] == data["hollow"]


def test_the_blue_of_a_line_stands_once() -> None:
    root = Path(palette.__file__).parents[2]
    held = [
        path.relative_to(root).as_posix()
        for room in ("graph_model", "loaders", "explorer")
        for path in (root / room).rglob("*.*")
        if path.suffix in (".py", ".js", ".css")
        and palette.BLUE in path.read_text(encoding="utf-8").upper()
    ]
    assert held == ["graph_model/vocabulary/palette.py"]
    theme = (root / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert f'blueColor = "{palette.BLUE}"' in theme
    assert f"--lk-tie: {palette.BLUE};" in styles()


def test_a_delegation_has_one_name_with_its_economy_in_every_place() -> None:
    snapshot = graph(
        *talks(),
        node("Economy", "kor", name="Republic of Korea", wto_name="Korea, Republic of"),
        node("Delegation", "motie", name="Ministry of Trade", short_name="MOTIE"),
        tie("motie", "REPRESENTS", "kor"),
        tie("motie", "NEGOTIATES", "deal", role="negotiator"),
        *contact("met", "2024-11-01", "meeting", "edri", "motie", "flows"),
    )
    day, name = on_day(snapshot, date(2025, 1, 1)), "Korea · MOTIE"
    cells = find_cells(day)
    assert snapshot.name("motie") == caption(snapshot, "motie") == name
    assert " · ".join(delegation_lines(snapshot, "motie")) == name
    assert name in {record["delegation"] for record in as_records(day, cells)}
    assert f"to {name} is" in headline(day, find_routes(day, "motie"))[0]
    nodes = json.loads(as_cyjs(Bundle(snapshot)))["elements"]["nodes"]
    assert name in {one["data"]["label"] for one in nodes}
    assert name in option(snapshot, "motie")
    assert snapshot.name("kor") == "Korea"
    assert resolve_name(snapshot, "Republic of Korea", "Economy").id == "kor", (
        "official names are found"
    )


def test_no_two_delegations_of_the_opening_facts_share_a_name() -> None:
    seeds = seed_snapshot()
    names = [seeds.name(row.id) for row in seeds.of("Delegation")]
    assert len(set(names)) == len(names)
    assert not [name for name in names if name.startswith(("Taiwan", "South Korea"))]
    letter = formal(seeds, "usa_ustr")
    assert letter.count("United States") == 1, "a name that says the economy says it once"


def test_a_way_in_is_open_on_the_same_days_in_a_panel_a_paper_and_an_answer() -> None:
    way = {"status": "active", "open_since": "2020", "open_until": "2024-06", "open_to": "anyone"}
    snapshot = graph(
        *talks(),
        node("ConsultationMechanism", "hearing", name="A hearing", **way),
        node("ConsultationMechanism", "rest", name="A pause", **{**way, "status": "on_hold"}),
        tie("hearing", "OPENS", "alpha"),
        tie("rest", "OPENS", "alpha"),
    )
    for year, told in ((2019, []), (2022, ["hearing"]), (2025, [])):
        day = on_day(snapshot, date(year, 7, 1))
        panel = open_ways_html(View(day, False), "alpha")
        assert ["hearing"] * ("A hearing" in panel) == told
        assert "A pause" not in panel
        assert [row.id for row, _ in open_ways(day, ["alpha"])] == told
        assert ways_in(day).sentence.startswith(f"{len(told)} legal way")


def test_what_has_no_date_comes_last_on_a_profile_and_among_plans(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = list(talks())
    for id, since in (("none", ""), ("sooner", "2021-02"), ("later", "2023")):
        rows += [
            node("Position", f"says_{id}", stance="supporter", valid_from=since, note=f"Said {id}"),
            tie("alpha", "TAKES_POSITION", f"says_{id}"),
            tie(f"says_{id}", "CONCERNS", "flows"),
            node("Plan", f"plan_{id}", name=f"Plan {id}", state="planned", due=since),
            tie(f"plan_{id}", "AIMS_AT", "alpha"),
        ]
    snapshot = graph(*rows)

    def order(said: str, what: str) -> list[str]:
        return re.findall(rf"{what} (none|sooner|later)\b", said)

    shown = View(on_day(snapshot, date(2024, 6, 1)), False)
    assert order(positions(shown, "alpha"), "Said") == ["later", "sooner", "none"]
    monkeypatch.setattr(database, "snapshot", lambda: snapshot)
    kept = words(show("plan", part="kept", as_of="2024-06-01"))
    assert order(kept, "<h3>Plan") == ["sooner", "later", "none"]
