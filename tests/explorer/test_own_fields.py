"""Own fields of sheets: declared once, shown on the profile, travelling with the rows, filtering
the map.
"""

from __future__ import annotations

import json
from datetime import date

import pytest

from explorer.app import database
from explorer.html.view import View
from explorer.pages.map.address import read
from explorer.pages.map.scene import scene_of
from graph_model.own_fields import own_fields
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.import_plan import plan
from loaders.opening import KeptCopy
from loaders.read.tables import SourceFile
from loaders.sheets.row_keeper import ImportOptions
from loaders.take_out.export import as_csv
from loaders.write.load import apply
from tests.explorer.test_pages import show, words
from tests.graphs import contact, graph, on_day, talks

WAY = ImportOptions("march", "2025-01-01")
SHEET = """Date,Who,With whom,About,How,Owner
2024-10-01,EDRi,Ministry of Alpha,Data flows,meeting,Ana
2024-10-02,APC,Ministry of Alpha,Data flows,call,Ben
2024-10-03,EDRi,Ministry of Beta,Data flows,call,
"""


def brought() -> Snapshot:
    """Three contacts of a sheet with an own column, and one that was there before."""
    before = graph(*talks(), *contact("old", "2024-01-01", "meeting", "edri", "alpha", "flows"))
    found = plan([SourceFile("march.csv", SHEET.encode())], before, WAY, {})
    assert found.ready, [*found.questions, *found.problems]
    return apply(before, found.changes)


SNAPSHOT = brought()
OF = {own_fields(row).get("Owner", ""): row.id for row in SNAPSHOT.of("Engagement")}


def shown(**params: str) -> tuple[set[str], str, tuple[str, ...]]:
    asked = read({"focus": "alpha,beta", **params}, SNAPSHOT)
    scene = scene_of(View(on_day(SNAPSHOT, date(2025, 1, 1)), False), asked)
    ids = {entry.id for entry in scene.picture.entries}
    return ids, scene.sentence, scene.picture.filters


def test_a_field_of_ours_filters_the_map_and_its_picture_says_so() -> None:
    ids, _, filters = shown()
    contacts = {row.id for row in SNAPSHOT.of("Engagement")}
    assert contacts <= ids
    assert filters == ()
    ids, sentence, filters = shown(own="Owner:Ana")
    assert ids & contacts == {OF["Ana"]}, "contacts that say otherwise, or nothing, are left out"
    assert {"alpha", "beta", "deal"} <= ids, "entries of other labels stay"
    assert sentence.endswith("; only Owner: Ana")
    assert filters == ("Owner: Ana",)
    ids, _, _ = shown(own="Owner:*")
    assert ids & contacts == {OF["Ana"], OF["Ben"]}
    ids, _, filters = shown(own="Colour:red")
    assert contacts <= ids
    assert filters == (), "a heading that nobody has filters nothing"


def test_the_map_offers_it_and_the_profile_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database.AppDatabase, "start", lambda self: self.hold(KeptCopy(SNAPSHOT)))
    test = show("map", focus="alpha,beta", as_of="2025-01-01")
    box = next(its for its in test.selectbox if its.label == "Only by a field of ours")
    assert box.options == ["all", "Owner"]
    box.set_value("Owner")
    test.run()
    assert not test.exception, test.exception
    said = next(its for its in test.selectbox if its.label == "which says")
    assert said.options == ["anything", "Ana (1)", "Ben (1)"]
    said.set_value("Ben")
    test.run()
    assert test.query_params["own"] == "Owner:Ben"
    assert "only Owner: Ben" in words(test)
    assert "Owner" in words(show("profile", id=OF["Ana"]))


def test_it_is_declared_once_and_travels_with_its_rows() -> None:
    # a heading that a synonym would claim stays ours once it was kept as ours
    told = {"column:Status": "own"}
    first = "Date,Who,With whom,How,Status\n2024-11-01,EDRi,Ministry of Alpha,call,warm\n"
    found = plan([SourceFile("a.csv", first.encode())], SNAPSHOT, WAY, told)
    after = apply(SNAPSHOT, found.changes)
    again = plan([SourceFile("b.csv", first.replace("11-01", "11-02").encode())], after, WAY, {})
    (column,) = [its for its in again.proposals[0].columns if its.heading == "Status"]
    assert (column.meaning, column.reason) == ("own", "it was kept as your own field before")
    table = as_csv(after, SCHEMA.by_label["Engagement"])
    assert json.dumps({"Status": "warm"}).replace('"', '""') in table
