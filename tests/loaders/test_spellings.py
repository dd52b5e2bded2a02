"""What a sheet calls a body is matched where it says which one, and asked about where it does not:
a country beside the name, letters run together, a name that many governments have.
"""

from __future__ import annotations

import pytest

from graph_model.rows import NodeRow, RelationshipRow, Rows
from graph_model.snapshot import Snapshot
from loaders.import_plan import plan
from loaders.read.tables import SourceFile
from loaders.seeds import seed_snapshot
from loaders.sheets.name_index import NameIndex
from loaders.sheets.row_keeper import ImportOptions
from loaders.write.load import apply

NAME = "Ministry of Economy, Trade and Industry"
ROW = f'2026-03-01,EFF,"{NAME}",call\n'
DELEGATION, MEMBER = ("Delegation",), ("Member",)


@pytest.fixture(scope="module")
def names() -> NameIndex:
    return NameIndex(seed_snapshot())


@pytest.mark.parametrize(
    ("spelt", "labels", "id"),
    [
        ("METI Japan", DELEGATION, "jpn_meti"),
        ("GAC (Canada)", DELEGATION, "can_gac"),
        ("Dept. of Foreign Affairs and Trade (Australia)", DELEGATION, "aus_dfat"),
        ("New Zealand MFAT", DELEGATION, "nzl_mfat"),
        ("Ministry of Commerce, China", DELEGATION, "chn_mofcom"),
        ("UK Department for Business & Trade", DELEGATION, "gbr_dbt"),
        ("Mexico - SE", DELEGATION, "mex_se"),
        ("Secretaria de Economia", DELEGATION, "mex_se"),
        ("AccessNow", MEMBER, "access_now"),
        ("Derechos Digitales (Chile)", MEMBER, "derechos_digitales"),
        ("University of Lucerne", MEMBER, "lucerne"),
    ],
)
def test_a_spelling_that_says_which_body_it_is_is_matched(
    names: NameIndex, spelt: str, labels: tuple[str, ...], id: str
) -> None:
    assert names.meant(spelt, labels).id == id
    assert names.known(spelt, labels)
    assert names.parts(spelt, labels) == (spelt,), "one name, and no list of two"


@pytest.mark.parametrize(
    ("spelt", "first"),
    [
        ("Ministry of Foreign Affairs", ""),
        ("Ministry of Foreign Affairs, Finland", ""),
        ("Ministry of Foreign Affairs and Trade", ""),
        ("Min. of Economy, Trade & Industry", "jpn_meti"),
        ("USTR Canada", ""),
        ("Office of the US Trade Representative", "usa_ustr"),
    ],
)
def test_a_ministry_as_many_governments_have_one_is_asked_about(
    names: NameIndex, spelt: str, first: str
) -> None:
    found = names.meant(spelt, DELEGATION)
    assert not found.id
    assert names.parts(spelt, DELEGATION) == (spelt,)
    if first:
        assert found.near[0] == first, "what is spelt the same comes first"


def test_a_delegation_of_another_country_is_not_proposed(names: NameIndex) -> None:
    assert names.meant("Ministry of Foreign Affairs", DELEGATION).near
    assert not names.meant("Ministry of Foreign Affairs, Finland", DELEGATION).near


def test_the_body_whose_first_letters_or_name_a_text_holds_is_proposed(names: NameIndex) -> None:
    assert names.meant("TWN", MEMBER).near[:2] == ("third_world_network", "twn_africa")
    watch = names.meant("Public Citizen's Global Trade Watch", MEMBER)
    assert not watch.id
    assert watch.near[0] == "public_citizen"


def test_a_list_of_bodies_is_parted(names: NameIndex) -> None:
    assert names.parts("EFF, EDRi and AccessNow", MEMBER) == ("EFF", "EDRi", "AccessNow")
    assert names.parts("USTR, METI Japan", DELEGATION) == ("USTR", "METI Japan")


def test_a_name_is_no_more_general_than_the_delegations_there_are() -> None:
    alone = Rows.of(
        (
            NodeRow("Economy", "mng", {"name": "Mongolia", "iso3": "MNG"}),
            NodeRow("Delegation", "mfa", {"name": "Ministry of Foreign Affairs"}),
            RelationshipRow("REPRESENTS", "mfa", "mng"),
        )
    )
    assert NameIndex(Snapshot(alone)).known("Ministry of Foreign Affairs", DELEGATION)


def test_an_answer_about_such_a_name_is_kept_for_everybody() -> None:
    sheet = SourceFile("a.csv", f"Date,Who,With whom,How\n{ROW}".encode())
    way, id = ImportOptions("", "2026-11-28"), f"name:Delegation:{NAME}"
    ours = seed_snapshot()
    assert [its.id for its in plan([sheet], ours, way, {}).questions] == [id]
    after = apply(ours, plan([sheet], ours, way, {id: "jpn_meti"}).changes)
    other = ImportOptions("other", "2026-11-28")
    again = plan([sheet], after, other, {})
    assert again.ready
    assert again.made.matched[NAME] == "jpn_meti"
