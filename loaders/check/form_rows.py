"""What people type in the app: contacts, plans, answers and settings, as rows of a dataset of their
own.

An import under another name cannot touch its rows, and one under its own name removes none
(`graph_model.dataset_changes.TYPED`).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph_model.capitals import first_up
from graph_model.dataset_changes import TYPED
from graph_model.measures import numbers
from graph_model.rows import Fields, Key, NodeRow, RelationshipRow, Row, Rows, Value, filled
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import ANSWERS, PLAN_STATES, SCHEMA
from loaders.read.cells import BadCell, clean, read_cell

ID_LENGTH = 120
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
#: International numbers, numbers with a leading zero, and the groups of three, three and four of
#: North America; no dates, no document numbers, no decimals (0.0681485).
PHONE = re.compile(
    r"(?<!\w)(?:(?:\+|(?<!\d[.,])00)\d[\d ()./-]{6,}\d"
    r"|(?<!\d[.,])\(?0\d{1,4}\)?[ /-]?\d{3,}[ -]?\d{2,}"
    r"|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4})(?!\w)"
)


@dataclass(frozen=True)
class Edit:
    """A small change of the graph: rows to add or to change, as they will be, and rows to take
    out.
    """

    put: Rows = field(default_factory=Rows)
    gone: Rows = field(default_factory=Rows)
    #: What was done, in a sentence, for the history.
    says: str = ""
    #: Rows as they were when this was typed (None where there was none); who comes second is told.
    began: Mapping[str | Key, Row | None] = field(default_factory=dict)


@dataclass(frozen=True)
class FieldFault:
    """What is wrong with a field of a form, and what to do."""

    field: str
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def slug(text: str) -> str:
    """An id made of a name.

    >>> slug("Réseau Québécois (RQ)"), slug("数字")
    ('reseau_quebecois_rq', '')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:ID_LENGTH]


def joined_id(*parts: str) -> str:
    """One id of several parts; one that grows too long is cut and keeps a fingerprint of the whole.

    >>> joined_id("answer", "2026-11-24", "edri", "usa_ustr"), len(joined_id("a" * 90, "b" * 90))
    ('answer_2026_11_24_edri_usa_ustr', 120)
    """
    whole = "_".join(part.replace("-", "_") for part in parts if part)
    return (
        whole
        if len(whole) <= ID_LENGTH
        else f"{whole[: ID_LENGTH - 9]}_{hashlib.sha256(whole.encode()).hexdigest()[:8]}"
    )


def typed_provenance(
    today: str, source_url: str = "", visibility: str = "coalition", note: str = ""
) -> dict[str, Value]:
    """Provenance of typed rows: from memory, unless an address says so too."""
    asked = {
        "source_url": source_url,
        "as_of": today,
        "confidence": "partial" if source_url else "memory",
        "visibility": visibility,
        "note": note,
    }
    return {name: value for name, value in asked.items() if value}


def personal_data(text: str) -> str:
    """Why a text cannot be kept: it holds an e-mail address or a telephone number; empty when it
    holds none.

    >>> (
    ...     personal_data("Write to jane@ministry.example")[:24],
    ...     personal_data("Talks on 2026-03-12 about WT/L/1189 and e-commerce"),
    ... )
    ('It holds an e-mail addre', '')
    """
    for pattern, what in ((EMAIL, "an e-mail address"), (PHONE, "a telephone number")):
        if found := pattern.search(text):
            return (
                f"It holds {what} (“{found[0]}”). The graph is shared and exported, so it keeps"
                " bodies and roles, not persons: take it out."
            )
    return ""


def text_faults(label: str, **typed: str) -> list[FieldFault]:
    """What is wrong with typed values, by the rules by which a file's cells are read; personal data
    in free text is refused too.
    """
    columns = {column.name: column for column in SCHEMA.by_label[label].columns}
    found = []
    for name, value in typed.items():
        try:
            read_cell(columns[name], clean(value))
        except BadCell as bad:
            found.append(FieldFault(name, f"{first_up(bad.sentence)}."))
        else:
            if columns[name].kind == "text" and (why := personal_data(value)):
                found.append(FieldFault(name, why))
    return found


def typed_node(label: str, id: str, fields: Fields) -> NodeRow:
    """A node of the dataset; empty fields are no fields."""
    return NodeRow(label, id, filled(fields), TYPED)


def typed_ties(
    type: str, pairs: Iterable[tuple[str, str]], fields: Fields
) -> list[RelationshipRow]:
    """Relationships of the dataset."""
    return [
        RelationshipRow(type, source, target, dict(fields), TYPED)
        for source, target in dict.fromkeys(pairs)
    ]


# ---------------------------------------------------------------- plans


@dataclass(frozen=True)
class PlanDraft:
    """A contact that members mean to make: who, with whom (delegations, or a member that is asked
    to introduce), about what, by when.
    """

    members: tuple[str, ...]
    aims: tuple[str, ...]
    issues: tuple[str, ...] = ()
    due: str = ""
    name: str = ""
    note: str = ""


def plan_faults(draft: PlanDraft) -> list[FieldFault]:
    """What keeps a plan from being kept."""
    found = text_faults("Plan", due=draft.due, note=draft.note)
    if not draft.members:
        found.append(
            FieldFault(
                "members", "Say who is to make the contact: a plan that nobody carries is a wish."
            )
        )
    if not draft.aims:
        found.append(FieldFault("aims", "Say whom the contact is to be with."))
    return found


def plan_edit(draft: PlanDraft, snapshot: Snapshot, today: str) -> Edit:
    """The rows of a plan. The same plan made twice on a day is one plan."""
    name = draft.name or f"{_names(snapshot, draft.members)} to {_names(snapshot, draft.aims)}"
    id = joined_id("plan", today, *draft.members, "to", *draft.aims, *draft.issues)
    fields = typed_provenance(today, note=draft.note)
    bare = {key: value for key, value in fields.items() if key != "note"}
    ties = (
        *typed_ties("CARRIES", ((member, id) for member in draft.members), bare),
        *typed_ties("AIMS_AT", ((id, aim) for aim in draft.aims), bare),
        *typed_ties("RAISES", ((id, issue) for issue in draft.issues), bare),
    )
    plan = typed_node("Plan", id, {"name": name, "state": "planned", "due": draft.due, **fields})
    return Edit(Rows((plan,), ties), says=f"Planned: {name}")


def plan_state_edit(plan: NodeRow, state: str, today: str) -> Edit:
    """A plan that is done or dropped, or planned again. Raises `ValueError` for another state."""
    if state not in PLAN_STATES:
        raise ValueError(f"{state!r} is no state of a plan")
    changed = NodeRow(
        plan.label, plan.id, {**plan.fields, "state": state, "as_of": today}, plan.dataset
    )
    return Edit(Rows((changed,)), says=f"Plan {state}: {plan.name}", began={plan.id: plan})


def _names(snapshot: Snapshot, ids: Iterable[str]) -> str:
    return ", ".join(snapshot.name(id) for id in ids)


# ---------------------------------------------------------------- answers and settings


def answer_edit(
    member: str,
    delegation: str,
    said: str,
    date: str,
    today: str,
    snapshot: Snapshot,
    note: str = "",
) -> Edit:
    """The rows of what a member said about a line to a delegation; a second answer of a day
    replaces the first. Raises `ValueError`.
    """
    if said not in ANSWERS:
        raise ValueError(f"{said!r} is no answer; it is one of {', '.join(ANSWERS)}")
    id = joined_id("answer", date, member, delegation)
    fields = typed_provenance(today)
    ties = (
        *typed_ties("GAVE", [(member, id)], fields),
        *typed_ties("SPEAKS_OF", [(id, delegation)], fields),
    )
    answer = typed_node(
        "Answer", id, {"said": said, "date": date, **typed_provenance(today, note=note)}
    )
    return Edit(
        Rows((answer,), ties),
        says=f"{snapshot.name(member)} on {snapshot.name(delegation)}: {ANSWERS[said]}",
        began={id: snapshot.nodes.get(id)},
    )


def answers_edit(
    member: str, given: Mapping[str, str], date: str, today: str, snapshot: Snapshot
) -> Edit:
    """What a member said about several delegations, each by its id: one edit, so that all of it is
    kept or nothing. Raises `ValueError`.
    """
    edits = [
        answer_edit(member, delegation, said, date, today, snapshot)
        for delegation, said in given.items()
    ]
    return Edit(
        Rows.of(row for edit in edits for row in edit.put),
        says="; ".join(edit.says for edit in edits),
        began={key: row for edit in edits for key, row in edit.began.items()},
    )


def settings_edit(values: Mapping[str, float], snapshot: Snapshot, today: str) -> Edit:
    """The rows that make these numbers hold, by name; one that is its default needs no row, so its
    row goes.

    Raises `KeyError` for an unknown name and `ValueError` for a number out of range.
    """
    known, words = numbers(snapshot), []
    put: list[NodeRow] = []
    gone: list[NodeRow] = []
    for name, value in values.items():
        number = known[name]
        if fault := number.fault(value):
            raise ValueError(f"{name}: {fault}")
        if number.id in snapshot.nodes and snapshot.nodes[number.id].dataset != TYPED:
            raise ValueError(
                f"{name} was brought by dataset “{snapshot.nodes[number.id].dataset}”; change it in"
                " setting.csv of that dataset"
            )
        words.append(f"{name} {value:g}")
        if value != number.default:
            put.append(
                typed_node(
                    "Setting",
                    number.id,
                    {"value": float(value), **typed_provenance(today), "confidence": "reference"},
                )
            )
        elif number.id in snapshot.nodes:
            gone.append(snapshot.nodes[number.id])
    began: dict[str | Key, Row | None] = {
        known[name].id: snapshot.nodes.get(known[name].id) for name in values
    }
    return Edit(Rows(tuple(put)), Rows(tuple(gone)), f"Settings: {', '.join(words)}", began)
