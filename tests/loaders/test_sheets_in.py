"""Any sheet in: a coordinator's wide sheet, its dates and names, what is asked, and the next
month.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_model.own_fields import own_fields
from graph_model.resolver import economy_code
from graph_model.rows import NodeRow, RelationshipRow, Rows
from graph_model.schema import Field, NodeType
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.import_plan import ImportPlan, plan
from loaders.read.cells import write_cell
from loaders.read.tables import SourceFile
from loaders.sheets.heading_words import headings
from loaders.sheets.mapping import keep_mapping, read_mapping
from loaders.sheets.row_keeper import ImportOptions
from loaders.write.load import apply
from tests.graphs import graph, node
from tests.loaders.sheets import ods, xlsx

TODAY = "2026-11-27"
#: How long it takes to make an example says more about the machine.
SLOW = (HealthCheck.too_slow,)
WAY = ImportOptions("outreach", TODAY)


def entry(label: str, id: str, name: str, **fields: str) -> NodeRow:
    return NodeRow(
        label, id, {"name": name, "as_of": "2026", "confidence": "partial", **fields}, "seeds"
    )


GRAPH = Snapshot(
    Rows(
        (
            entry("Member", "eff", "Electronic Frontier Foundation", short_name="EFF"),
            entry("Member", "edri", "European Digital Rights", short_name="EDRi"),
            entry("Member", "access_now", "Access Now"),
            entry("Delegation", "usa_ustr", "Trade Representative of the US", short_name="USTR"),
            entry("Delegation", "eu_trade", "Directorate-General for Trade", short_name="DG Trade"),
            entry("Issue", "source_code", "Source code", level="issue"),
            entry("Issue", "data_flows", "Data flows", level="issue"),
            entry("Event", "mc11", "Eleventh Ministerial", short_name="MC11", start_date="2017-12"),
            entry("Economy", "kor", "Republic of Korea", iso3="KOR"),
            entry("Economy", "prk", "Democratic People's Republic of Korea", iso3="PRK"),
            entry("Economy", "zaf", "South Africa", iso3="ZAF"),
            entry("Economy", "chl", "Republic of Chile", iso3="CHL"),
            entry("Economy", "chn", "People's Republic of China", iso3="CHN"),
            entry("Economy", "hkg", "Hong Kong, China", iso3="HKG"),
        )
    )
)
HEADINGS = ["Date", "Who", "With whom", "Topic", "Where", "How", "What came of it", "Follow-up"]


def outreach(*rows: Sequence[object]) -> bytes:
    """A coordinator's sheet: a title above, group headings that are merged, a total below."""

    def dress(book: openpyxl.Workbook) -> None:
        book["Outreach"].merge_cells("A1:H1")
        book["Outreach"].merge_cells("C3:E3")

    above = [["Our outreach, kept by the secretariat"], [], ["", "", "The contact"], HEADINGS]
    return xlsx(dress, Outreach=[*above, *rows, [], ["Total", len(rows)]])


def bring(
    data: bytes,
    answers: Mapping[str, str] | None = None,
    before: Snapshot = GRAPH,
    name: str = "outreach.xlsx",
    way: ImportOptions = WAY,
) -> ImportPlan:
    return plan([SourceFile(name, data)], before, way, answers or {})


FIRST = ["25/04/2017", "EFF; EDRi and Access Now", "USTR", "source code", "MC11", "Phone call"]


def test_one_row_is_many_rows_of_the_graph() -> None:
    found = bring(outreach([*FIRST, "They listened", "Ana"]))
    assert found.ready, [*found.questions, *found.problems]
    assert found.proposals[0].table.row == 4, "the row of the headings, as the sheet shows it"
    (contact,) = found.changes.new.nodes
    assert contact.fields["kind"] == "call"
    assert contact.fields["date"] == "2017-04-25"
    assert json.loads(contact.text("own_fields")) == {"Follow-up": "Ana"}
    ties = {(row.type, row.source, row.target) for row in found.changes.new.relationships}
    assert ties == {
        *((("TOOK_PART_IN", who, contact.id)) for who in ("eff", "edri", "access_now")),
        ("REACHED", contact.id, "usa_ustr"),
        ("ABOUT", contact.id, "source_code"),
        ("HELD_AT", contact.id, "mc11"),
    }
    assert found.made.splits == {"EFF; EDRi and Access Now": ("EFF", "EDRi", "Access Now")}
    assert any("Total" in notice for notice in found.notices)


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("['EFF', 'EDRi']", {"eff", "edri"}),  # pandas
        ("[EFF, EDRi]", {"eff", "edri"}),  # DuckDB
        ("[EFF]", {"eff"}),
    ],
)
def test_a_cell_that_holds_a_list_holds_its_names(who: str, names: set[str]) -> None:
    found = bring(outreach([FIRST[0], who, *FIRST[2:]]))
    assert found.questions == ()
    ties = found.changes.new.relationships
    assert {row.source for row in ties if row.type == "TOOK_PART_IN"} == names


def test_every_column_has_its_meaning_its_reason_and_samples() -> None:
    told = bring(outreach([*FIRST, "They listened", "Ana"])).as_dict()
    table = json.loads(json.dumps(told["tables"]))[0]
    means = {its["heading"]: its["meaning"] for its in table["columns"]}
    assert means == {
        "Date": "date",
        "Who": "TOOK_PART_IN",
        "With whom": "REACHED",
        "Topic": "ABOUT",
        "Where": "HELD_AT",
        "How": "kind",
        "What came of it": "summary",
        "Follow-up": "own",
    }
    assert all(its["reason"] and its["samples"] for its in table["columns"])


@pytest.mark.parametrize(
    ("typed", "reads"),
    [
        ("2017-03-12", "2017-03-12"),
        ("12 March 2017", "2017-03-12"),
        ("March 12, 2017", "2017-03-12"),
        ("12-Mar-17", "2017-03-12"),
        ("12.3.2017", "2017-03-12"),
        ("12 mars 2017", "2017-03-12"),
        ("12 de marzo de 2017", "2017-03-12"),
        ("Sunday 12 March 2017", "2017-03-12"),
        ("2017-03-12T09:00:00+02:00", "2017-03-12"),
        ("42806", "2017-03-12"),
        ("May 2017", "2017-05"),
        ("05/2017", "2017-05"),
        ("2017", "2017"),
        (date(2017, 3, 12), "2017-03-12"),
    ],
)
def test_dates_in_the_styles_of_people(typed: object, reads: str) -> None:
    found = bring(outreach([typed, "EFF", "USTR", "", "", "meeting"]))
    assert found.ready, [*found.questions, *found.problems]
    assert found.changes.new.nodes[0].fields["date"] == reads


def test_a_quarter_stays_as_written_beside_its_year() -> None:
    row = bring(outreach(["Q2 2017", "EFF", "USTR", "", "", "meeting"])).changes.new.nodes[0]
    assert row.fields["date"] == "2017"
    assert json.loads(row.text("own_fields")) == {"Date (as written)": "Q2 2017"}


def test_an_ambiguous_day_is_asked_once_for_its_column() -> None:
    rows = [[day, "EFF", "USTR", "", "", "meeting"] for day in ("03/04/2017", "05/06/2017")]
    found = bring(outreach(*rows))
    assert [question.id for question in found.questions] == ["dates:Date"]
    assert found.questions[0].rows == (5, 6)
    assert found.rows["waiting"] == 2
    answered = bring(outreach(*rows), {"dates:Date": "month_first"})
    assert [row.fields["date"] for row in answered.changes.new.nodes] == [
        "2017-03-04",
        "2017-05-06",
    ]
    told = bring(outreach(*rows, ["25/06/2017", "EFF", "USTR", "", "", "call"]))
    assert told.ready, "another cell of the column proves the order"
    assert next(row.fields["date"] for row in told.changes.new.nodes) == "2017-04-03"


def test_spellings_are_matched_or_asked() -> None:
    rows = [[f"2017-03-{day}", who, "USTR", "", "", "meeting"] for day, who in SPELLINGS]
    found = bring(outreach(*rows))
    assert {question.id for question in found.questions} == {"name:Member:Eletronic Frontier"}
    assert found.questions[0].choices[0][0] == "eff", "the nearest comes first"
    done = bring(outreach(*rows), {"name:Member:Eletronic Frontier": "eff"})
    assert done.ready
    assert {tie.source for tie in done.changes.new.relationships if tie.type == "TOOK_PART_IN"} == {
        "eff"
    }
    fresh = bring(outreach(*rows), {"name:Member:Eletronic Frontier": "new:Member:academia"})
    (new,) = [row for row in fresh.changes.new.nodes if row.label == "Member"]
    assert new.fields["stakeholder_group"] == "academia"


SPELLINGS = [
    (10, "EFF"),
    (11, "eff"),
    (12, "E.F.F."),
    (13, "Electronic Frontier Foundation"),
    (14, "ELECTRONIC  FRONTIER FOUNDATION"),
    (15, "Eletronic Frontier"),
]


def test_next_month_only_what_is_new_is_asked(tmp_path: Path) -> None:
    rows = [[f"2017-03-{day}", who, "USTR", "", "", "meeting"] for day, who in SPELLINGS]
    answers = {"name:Member:Eletronic Frontier": "eff"}
    first = bring(outreach(*rows), answers)
    keep_mapping(tmp_path, "outreach", first.proposals, answers)
    kept = read_mapping(tmp_path, "outreach")
    after = apply(GRAPH, first.changes)
    later = ImportOptions("outreach", "2026-12-27")
    again = plan([SourceFile("o.xlsx", outreach(*rows))], after, later, {}, kept)
    assert again.ready
    assert not again.changes, "the same sheet a month later changes nothing"
    more = [["2017-05-01", who, "USTR", "", "", "meeting"] for who in ("EDRi", "A newcomer")]
    next_one = plan([SourceFile("o.xlsx", outreach(*rows, *more))], after, later, {}, kept)
    assert [question.id for question in next_one.questions] == ["name:Member:A newcomer"]
    assert next_one.changes.counts["gone"] == 0, "adds and changes only"


def test_a_changed_heading_is_asked_about(tmp_path: Path) -> None:
    row = [*FIRST, "They listened", "Ana"]
    first = bring(outreach(row))
    keep_mapping(tmp_path, "outreach", first.proposals, {})
    kept = read_mapping(tmp_path, "outreach")
    renamed = xlsx(Outreach=[[*HEADINGS[:2], "Counterpart body", *HEADINGS[3:]], row])
    found = plan([SourceFile("o.xlsx", renamed)], GRAPH, WAY, {}, kept)
    (question,) = found.questions
    assert question.id == "column:Outreach/Counterpart body"
    assert "REACHED" in [choice for choice, _ in question.choices]
    done = plan([SourceFile("o.xlsx", renamed)], GRAPH, WAY, {question.id: "REACHED"}, kept)
    assert done.ready


def test_what_is_refused_is_named_by_row_and_heading() -> None:
    found = bring(
        outreach(
            [*FIRST],
            ["soon", "EFF", "USTR", "", "", "meeting"],
            ["2017-03-12", "#N/A", "USTR", "", "", "meeting"],
            ["2017-03-12", "EFF", "USTR", "", "", "meeting", "write to jane@ministry.example"],
        )
    )
    assert [(its.row, its.column, its.code) for its in found.problems] == [
        (6, "Date", "not-a-date"),
        (7, "Who", "spreadsheet-error"),
        (8, "What came of it", "personal-data"),
    ]
    assert found.rows["refused"] == 3
    assert not found.ready


def test_one_unquoted_comma_is_one_cell_too_many() -> None:
    text = "Date,Who,With whom\n2017-03-12,EFF,USTR\n2017-03-13,EFF, the foundation,USTR\n"
    (problem,) = bring(text.encode(), name="contacts.csv").problems
    assert (problem.row, problem.code) == (3, "row-too-long")
    assert problem.sentence.startswith("one cell too many")


def test_no_score_decides_on_an_economy() -> None:
    members = [["Organisation", "Group", "Country"]]
    members += [[f"Body {place}", "NGO", name] for place, name in enumerate(NAMED)]
    found = bring(xlsx(Members=members), name="members.xlsx", way=ImportOptions("bodies", TODAY))
    based = {
        tie.source: tie.target
        for tie in (*found.made.rows.values(),)
        if isinstance(tie, RelationshipRow)
    }
    assert set(based.values()) == {"kor", "chn", "hkg"}
    asked = {question.id.split(":", 2)[2] for question in found.questions}
    assert asked == {"Southern African Customs Union", "Chinetta"}, "a union is no member of it"
    assert economy_code("Alemania") == "deu"
    assert economy_code("Islandia") == "isl"
    assert economy_code("UK") == "gbr"


NAMED = [
    "Republic of Korea",
    "Korea, Rep.",
    "Corea del Sur",
    "Chine",
    "Hong Kong, China",
    "Southern African Customs Union",
    "Chinetta",
]


def test_a_sheet_of_bodies_and_one_of_agreements() -> None:
    data = xlsx(
        Bodies=[
            ["Organisation", "Acronym", "Sector", "Pays", "Site web", "Temas"],
            ["Derechos Digitales", "DD", "ONG", "Chile", "www.derechosdigitales.org", "Data flows"],
            ["中国互联网协会", "", "private sector", "China", "", ""],
        ],
        Treaties=[
            ["Treaty", "Signed", "In force", "Parties"],
            ["Chile-Korea FTA", "15 Feb 2003", "2004", "Chile; Korea, Rep."],
        ],
    )
    found = bring(data, name="lists.xlsx", way=ImportOptions("lists", TODAY))
    assert found.ready, [*found.questions, *found.problems]
    nodes = {row.id: row for row in found.changes.new.nodes}
    assert nodes["derechos_digitales"].fields["stakeholder_group"] == "civil_society"
    assert nodes["derechos_digitales"].fields["url"] == "https://www.derechosdigitales.org"
    assert nodes["chile_korea_fta"].fields["date_in_force"] == "2004"
    assert any(id.startswith("member_") for id in nodes), "a name of no Latin letter has an id too"
    ties = {row.key for row in found.changes.new.relationships}
    assert ("PARTY_TO", "kor", "chile_korea_fta") in ties
    assert ("WORKS_ON", "derechos_digitales", "data_flows") in ties


def test_what_another_dataset_brought_stays_and_the_difference_is_said() -> None:
    data = b"Organisation,Group,Website,Budget\nEFF,academia,https://eff.org,small\n"
    found = bring(data, name="members.csv", way=ImportOptions("bodies", TODAY))
    assert found.ready
    assert "eff" not in {row.id for row in found.changes.new.nodes}, "their row stays as it is"
    (beside,) = found.changes.new.nodes
    assert own_fields(beside) == {
        "Budget": "small",
        "Stakeholder group": "academia",
        "Url": "https://eff.org",
    }
    assert ("LISTED_AS", "eff", beside.id) in {row.key for row in found.changes.new.relationships}
    assert any("stakeholder_group" in its and "seeds" in its for its in found.made.differing)
    there = graph(node("Member", "edri", name="EDRi", stakeholder_group="civil_society"))
    same = plan([SourceFile("m.csv", b"Organisation,Group\nEDRi,NGO\n")], there, WAY, {})
    nothing = {"new": 0, "changed": 0, "left_out": 0, "waiting": 0, "refused": 0}
    assert same.rows == {"read": 1, "same": 1, **nothing}


def test_another_number_is_another_body_and_a_slip_is_asked_about() -> None:
    there = graph(node("Member", "house_6", name="Weavers House 6", stakeholder_group="academia"))
    asked = []
    for name in ("Weavers House 7", "Weavres House 6"):
        text = f"Organisation,Group\n{name},academia\n"
        found = plan([SourceFile("m.csv", text.encode())], there, WAY, {})
        asked.append([its.id for its in found.questions])
    assert asked == [[], ["same:Member:Weavres House 6"]]


def test_a_register_of_others_contacts_brings_only_ours() -> None:
    lines = [f"2017-03-{day:02d},Stranger {day},DG Trade,meeting" for day in range(1, 29)]
    text = "\n".join(["Date,Organisation,Host,Type", "2017-04-01,EFF,DG Trade,meeting", *lines])
    found = bring(text.encode(), name="register.csv")
    assert [question.id for question in found.questions] == ["strangers:Organisation"]
    ours = bring(text.encode(), {"strangers:Organisation": "leave_out"}, name="register.csv")
    assert ours.ready
    assert len(ours.changes.new.nodes) == 1
    assert ours.made.told["rows with nobody of ours, or with nobody they reached"] == 28


def test_none_is_a_code_where_it_is_one() -> None:
    text = "Venue,Ngo access\nA closed room,none\n"
    found = bring(text.encode(), name="venue.csv")
    assert found.changes.new.nodes[0].fields["ngo_access"] == "none"


def test_what_ends_before_it_starts_is_refused_with_its_row() -> None:
    text = "Event,Start,End\nGood,2026-11-16,2026-11-20\nBad,2026-11-20,2026-11-16\n"
    (problem,) = bring(text.encode(), name="events.csv").problems
    assert (problem.row, problem.code) == (3, "ends-before-start")


def test_replace_takes_out_what_is_no_longer_there() -> None:
    two = bring(outreach(FIRST, ["2018", "EFF", "USTR", "", "", "call"]))
    after = apply(GRAPH, two.changes)
    adds = plan([SourceFile("o.xlsx", outreach(FIRST))], after, WAY, {})
    assert adds.changes.counts["gone"] == 0
    sweeps = plan([SourceFile("o.xlsx", outreach(FIRST))], after, WAY, {}, None, True)
    assert sweeps.changes.counts["gone"] == 3
    assert sweeps.changes.counts["same"] == 7


# ---------------------------------------------------------------- any table of the vocabulary


def _cell(field: Field) -> st.SearchStrategy[str]:
    if field.codes:
        return st.sampled_from(field.codes)
    if field.kind == "date":
        return st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(str)
    if field.kind == "flag":
        return st.sampled_from(["true", "false"])
    if field.kind == "urls":
        return st.sampled_from(["https://a.org", "https://b.org/x ; https://c.org"])
    if field.kind in ("number", "integer"):
        low, high = int(field.low or 0), int(field.high or 9)
        return st.integers(low, high).map(str)
    return st.sampled_from(["Réseau Québécois", "plain words", "Łódź group", "a b c"])


#: How people write a day. The second of each is whether the day may be taken for the month.
STYLES: dict[str, tuple[Callable[[date], object], bool]] = {
    "2017-03-12": (str, False),
    "12 March 2017": (lambda day: f"{day.day} {day:%B} {day.year}", False),
    "March 12, 2017": (lambda day: f"{day:%B} {day.day}, {day.year}", False),
    "12-Mar-2017": (lambda day: f"{day.day:02d}-{day:%b}-{day.year}", False),
    "12.03.2017": (lambda day: f"{day:%d.%m.%Y}", False),
    "12/03/2017": (lambda day: f"{day:%d/%m/%Y}", True),
    "a date of the spreadsheet": (lambda day: day, False),
}
FORMS = ("csv", "csv ;", "csv tab", "csv utf-16", "xlsx", "ods")


@dataclass(frozen=True)
class Drawn:
    """A table of a label as somebody might keep it: its cells, the rows that they mean, how it is
    saved, what stands above and below it, and what is answered about its dates.
    """

    kind: NodeType
    lines: list[list[object]]
    rows: list[NodeRow]
    form: str
    above: list[list[object]]
    below: list[list[object]]
    answers: dict[str, str]


@st.composite
def tables(draw: st.DrawFn) -> Drawn:
    """A table of any label: its columns shuffled and renamed, its dates in any style."""
    kind = draw(st.sampled_from(SCHEMA.nodes))
    wanted = [its for its in kind.fields if its.required or draw(st.booleans())]
    wanted = [its for its in wanted if its.name not in ("own_fields", "valid_to", "end_date")]
    rows = []
    for number in range(draw(st.integers(1, 4))):
        fields = {its.name: draw(_cell(its)) for its in wanted}
        rows.append(NodeRow(kind.label, f"x{number}_row", fields))
    names = _headings(draw, kind, wanted)
    columns = draw(st.permutations(["id", *(its.name for its in wanted)]))
    case, form = draw(st.sampled_from(["title", "upper", "lower"])), draw(st.sampled_from(FORMS))
    head = {name: getattr(text, case)() for name, text in names.items()}
    dated = {its.name: draw(st.sampled_from(list(STYLES))) for its in wanted if its.kind == "date"}

    def cell(row: NodeRow, name: str) -> object:
        if name == "id":
            return row.id
        text = row.text(name)
        return STYLES[dated[name]][0](date.fromisoformat(text)) if name in dated else text

    lines: list[list[object]] = [[head[name] for name in columns]]
    lines += [[cell(row, name) for name in columns] for row in rows]
    titled, totalled = draw(st.booleans()), draw(st.booleans())
    return Drawn(
        kind,
        lines,
        rows,
        form,
        [["Kept by the secretariat since 2011"], []] if titled else [],
        [[], ["Total", str(len(rows))]] if totalled and len(columns) > 2 else [],
        {f"dates:{head[name]}": "day_first" for name, its in dated.items() if STYLES[its][1]},
    )


def _headings(draw: st.DrawFn, kind: NodeType, wanted: Sequence[Field]) -> dict[str, str]:
    """A heading for each field, one of its synonyms that stands for no other."""
    taken: set[str] = set()
    names = {"id": "id"}
    every = {word for its in kind.columns for word in headings(kind, its.name)[:1]}
    for its in wanted:
        words = [word for word in headings(kind, its.name) if word not in taken]
        own = [word for word in words if word not in every or word == words[0]]
        clear = [word for word in own if _only(kind, its.name, word)]
        names[its.name] = draw(st.sampled_from(clear or words[:1]))
        taken.add(names[its.name])
    return names


def saved(drawn: Drawn) -> SourceFile:
    """The table as a file of its form."""
    lines = [*drawn.above, *drawn.lines, *drawn.below]
    if drawn.form in ("xlsx", "ods"):
        write = xlsx if drawn.form == "xlsx" else ods
        data = write(**{drawn.kind.file: lines})  # type: ignore[arg-type]
        return SourceFile(f"table.{drawn.form}", data)
    out = io.StringIO()
    between = {"csv ;": ";", "csv tab": "\t"}.get(drawn.form, ",")
    csv.writer(out, delimiter=between, lineterminator="\r\n").writerows(lines)
    encoding = "utf-16" if drawn.form == "csv utf-16" else "utf-8-sig"
    return SourceFile(f"{drawn.kind.file}.csv", out.getvalue().encode(encoding))


def _only(kind: NodeType, name: str, word: str) -> bool:
    """Whether a heading stands for one field of the kind alone."""
    ties = [its.name for its in SCHEMA.relationships if kind.label in (*its.sources, *its.targets)]
    others = [its.name for its in kind.columns if its.name != name] + ties
    return not any(word in headings(kind, other) for other in others)


@pytest.mark.long
@settings(max_examples=80, suppress_health_check=SLOW)
@given(tables())
def test_any_table_of_the_vocabulary_comes_in_as_its_rows(drawn: Drawn) -> None:
    found = plan([saved(drawn)], Snapshot(), ImportOptions("made", "2026"), drawn.answers)
    assert not found.questions, (drawn, found.questions)
    assert not found.problems, (drawn, found.problems)
    back = {row.id: row for row in found.changes.new.nodes}
    assert len(back) == len(drawn.rows), (drawn, back)
    for row in drawn.rows:
        for name, value in row.fields.items():
            held = write_cell(back[row.id].fields[name])
            assert held == str(value), (name, drawn)


@st.composite
def tied(draw: st.DrawFn) -> tuple[list[NodeRow], str, list[list[str]]]:
    """A table of any relationship type between entries that are there, its columns shuffled."""
    kind = draw(st.sampled_from(SCHEMA.relationships))
    one, other = draw(st.sampled_from(kind.sources)), draw(st.sampled_from(kind.targets))
    other = one if kind.name == "PART_OF" else other
    nodes = [
        NodeRow(label, f"{side}{place}", {"name": f"Body {side} {place}"}, "there")
        for side, label in (("from", one), ("to", other))
        for place in range(3)
    ]
    wanted = [its for its in kind.fields if its.required or draw(st.booleans())]
    wanted = [its for its in wanted if its.name not in ("own_fields", "valid_to")]
    names = ["from_id", "to_id", *(its.name for its in wanted)]
    fields = {its.name: its for its in wanted}
    pairs = draw(st.sets(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1))
    order = draw(st.permutations(names))
    lines = [[name.replace("_", " ").title() for name in order]]
    for first, second in sorted(pairs):
        given = {"from_id": f"from{first}", "to_id": f"to{second}"}
        given |= {name: draw(_cell(its)) for name, its in fields.items()}
        lines.append([given[name] for name in order])
    return nodes, kind.file, lines


@settings(max_examples=40, suppress_health_check=SLOW)
@given(tied())
def test_any_table_of_ties_comes_in_as_its_rows(
    made: tuple[list[NodeRow], str, list[list[str]]],
) -> None:
    nodes, file, lines = made
    data = xlsx(None, **{file: lines})
    found = plan(
        [SourceFile("ties.xlsx", data)],
        Snapshot(Rows(tuple(nodes))),
        ImportOptions("made", "2026"),
        {},
    )
    assert not found.questions, (lines, found.questions)
    assert not found.problems, (lines, found.problems)
    names = [heading.lower().replace(" ", "_") for heading in lines[0]]
    for line in lines[1:]:
        told = dict(zip(names, line, strict=True))
        ends = (told.pop("from_id"), told.pop("to_id"))
        (row,) = [
            row for row in found.changes.new.relationships if (row.source, row.target) == ends
        ]
        assert {name: write_cell(row.fields.get(name)) for name in told} == told
