"""Small literal graphs, and random ones made from the vocabulary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from graph_model.measures import DEFAULTS, Day, Settings
from graph_model.rows import NodeRow, RelationshipRow, Rows, Value
from graph_model.schema import Field
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.read.cells import clean

PROVEN: dict[str, Value] = {"as_of": "2026-11-23", "confidence": "verified"}


def node(label: str, id: str, **fields: Value) -> NodeRow:
    """A node with provenance."""
    return NodeRow(label, id, {**PROVEN, **fields}, "test")


def tie(source: str, type: str, target: str, **fields: Value) -> RelationshipRow:
    """A relationship with provenance."""
    return RelationshipRow(type, source, target, {**PROVEN, **fields}, "test")


def talks() -> list[NodeRow | RelationshipRow]:
    """Two delegations negotiate one agreement on two issues of a group, since 2020; one member, no
    contact yet.
    """
    return [
        node("Agreement", "deal", name="The Deal"),
        node(
            "Phase", "deal_1", status="negotiating", valid_from="2020-01-01", valid_to="2026-01-01"
        ),
        node("Phase", "deal_2", status="signed", valid_from="2026-01-01"),
        node("Issue", "data", name="Data", level="group"),
        node("Issue", "flows", name="Data flows", level="issue"),
        node("Issue", "source", name="Source code", level="issue"),
        node("Delegation", "alpha", name="Ministry of Alpha"),
        node("Delegation", "beta", name="Ministry of Beta"),
        node("Member", "edri", name="EDRi", stakeholder_group="civil_society"),
        node("Member", "apc", name="APC", stakeholder_group="civil_society"),
        tie("deal_1", "PHASE_OF", "deal"),
        tie("deal_2", "PHASE_OF", "deal"),
        tie("flows", "PART_OF", "data"),
        tie("deal", "COVERS", "flows", strength="binding"),
        tie("deal", "COVERS", "source", strength="best_endeavour"),
        tie("alpha", "NEGOTIATES", "deal", role="negotiator"),
        tie("beta", "NEGOTIATES", "deal", role="negotiator"),
    ]


def contact(
    id: str,
    on: str,
    kind: str,
    member: str,
    delegation: str,
    *issues: str,
    outcome: str = "held",
    source: str = "",
) -> list[NodeRow | RelationshipRow]:
    """One engagement with its ties."""
    proof = {"source_url": source} if source else {}
    return [
        node("Engagement", id, kind=kind, date=on, outcome=outcome, **proof),
        tie(member, "TOOK_PART_IN", id),
        tie(id, "REACHED", delegation),
        *(tie(id, "ABOUT", issue) for issue in issues),
    ]


def busy() -> list[NodeRow | RelationshipRow]:
    """More than one picture holds: Land is party to seventy agreements and negotiates the deal by
    its ministry Hub, which EDRi met each year, three others now and then, and which has company at
    the table. A committee at another place has its own four.
    """
    groups = {"edri": "", "apc": "", "icc": "business", "ietf": "technical", "uni": "academia"}
    rows = [
        *talks(),
        node("Economy", "land", name="Land"),
        node("Delegation", "hub", name="Ministry Hub"),
        tie("hub", "REPRESENTS", "land"),
        tie("hub", "NEGOTIATES", "deal", role="negotiator", valid_from="2013-01-01"),
        node("Phase", "deal_0", status="negotiating", valid_from="2012-01-01"),
        tie("deal_0", "PHASE_OF", "deal"),
        node("Venue", "forum", name="The Forum"),
        node("Event", "round", name="A round", start_date="2017-10-01"),
        tie("round", "CONVENES", "deal"),
    ]
    for number in range(70):
        rows += [
            node("Agreement", f"pact_{number}", name=f"Pact {number}"),
            tie("land", "PARTY_TO", f"pact_{number}"),
        ]
    rows += [
        node("Agreement", "pact_new", name="The new pact"),
        tie("land", "PARTY_TO", "pact_new", valid_from="2020-01-01"),
        tie("pact_new", "COVERS", "flows", strength="binding"),
        tie("pact_new", "COVERS", "source", strength="binding"),
    ]
    for id, group in groups.items():
        if group:
            rows.append(node("Member", id, name=id.upper(), stakeholder_group=group))
    met = [(year, "meeting", "edri", "hub", "flows") for year in range(2010, 2018)]
    met += [(2017, "call", "apc", "hub", "source"), (2014, "call", "icc", "hub", "source")]
    met += [(2016, "call", "ietf", "hub", "source"), (2017, "call", "uni", "hub", "source")]
    met += [(2017, "meeting", "icc", "alpha", "source"), (2013, "letter", "uni", "alpha", "deal")]
    for year, kind, member, delegation, about in met:
        id = f"{member}_{delegation}_{year}"
        found, *ties = contact(id, f"{year}-05-01", kind, member, delegation, about)
        said = {"summary": f"A {kind} of {year}"}
        rows += [replace(found, fields={**found.fields, **said}), *ties]
    rows += [node("Venue", f"room_{at}", name=f"Room {at}") for at in range(4)]
    return [*rows, *(tie(f"room_{at}", "PART_OF", "forum") for at in range(4))]


def on_day(snapshot: Snapshot, at: date, settings: Settings = DEFAULTS) -> Day:
    """A graph on a day, counted with the numbers that a new coalition starts with."""
    return Day(snapshot, at, settings)


def graph(*rows: NodeRow | RelationshipRow) -> Snapshot:
    """A snapshot of rows."""
    return Snapshot(Rows.of(rows))


# ---------------------------------------------------------------- random graphs

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp")),
    max_size=30,
).map(
    lambda text: clean(f"t{text}")  # begins like no formula
)
DATES = st.one_of(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(str),
    st.integers(1900, 2100).map(str),
    st.builds("{}-{:02}".format, st.integers(1900, 2100), st.integers(1, 12)),
)


def values(field: Field) -> st.SearchStrategy[Value]:
    """Values of a field's kind."""
    low, high = int(field.low or 0), int(field.high or 1000)
    kinds: dict[str, st.SearchStrategy[Value]] = {
        "text": TEXTS,
        "date": DATES,
        "urls": st.sampled_from(
            ["https://a.example/x?y=1", "http://b.example ; https://c.example/ü"]
        ),
        "number": st.floats(low, high, allow_nan=False),
        "integer": st.integers(max(low, 1), high),
        "code": st.sampled_from(field.codes or ("",)),
        "flag": st.booleans(),
    }
    return kinds[field.kind]


def fields_of(fields: tuple[Field, ...], draw: st.DrawFn) -> dict[str, Value]:
    """Every required field and some of the others; no ends before starts, so at most one of each
    ordered pair.
    """
    chosen = {
        field.name: draw(values(field)) for field in fields if field.required or draw(st.booleans())
    }
    for last in ("valid_to", "end_date"):
        chosen.pop(last, None)
    return chosen


@st.composite
def graphs(draw: st.DrawFn) -> Snapshot:
    """A random graph that the checks accept."""
    ids = iter([f"n_{number}" for number in range(draw(st.integers(6, 14)))])
    nodes = [
        NodeRow(kind.label, id, fields_of(kind.fields, draw), "test")
        for id in ids
        for kind in [draw(st.sampled_from(SCHEMA.nodes))]
    ]
    ties: dict[tuple[str, str, str], RelationshipRow] = {}
    for kind in SCHEMA.relationships:
        if kind.name == "PHASE_OF":
            continue  # overlapping phases are refused, and random ones overlap
        pairs = [
            (a.id, b.id)
            for a in nodes
            for b in nodes
            if a.label in kind.sources
            and b.label in kind.targets
            and (kind.name != "PART_OF" or a.label == b.label)
        ]
        for source, target in (
            draw(st.lists(st.sampled_from(pairs), max_size=3, unique=True)) if pairs else ()
        ):
            row = RelationshipRow(kind.name, source, target, fields_of(kind.fields, draw), "test")
            ties[row.key] = row
    return Snapshot(Rows(tuple(nodes), tuple(ties.values())))
