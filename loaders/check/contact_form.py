"""A contact as a person records it: five fields become rows; what is wrong is said by field; likely
doubles are found.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from graph_model.capitals import first_up
from graph_model.dates import as_date
from graph_model.measures import DEFAULTS
from graph_model.rows import NodeRow, Rows
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import ENGAGEMENT_KINDS
from loaders.check.form_rows import (
    Edit,
    FieldFault,
    joined_id,
    plan_state_edit,
    slug,
    text_faults,
    typed_node,
    typed_provenance,
    typed_ties,
)

NEAR_DAYS = 7
#: A contact is told in a sentence.
LONGEST_SUMMARY = 300


@dataclass(frozen=True)
class ContactOutcome:
    """One choice of 'what kind': a kind of contact with what came of it, in words."""

    code: str
    kind: str
    outcome: str
    says: str


def _choices() -> tuple[ContactOutcome, ...]:
    """Every kind of the vocabulary; messages and requests come with and without an answer, for only
    the answered count.
    """
    found = []
    for kind in ENGAGEMENT_KINDS:
        words = kind.replace("_", " ")
        if kind in DEFAULTS.messages:
            found.append(ContactOutcome(f"{kind}_answered", kind, "answered", f"{words}, answered"))
            found.append(
                ContactOutcome(f"{kind}_no_answer", kind, "no_answer", f"{words}, no answer so far")
            )
        else:
            found.append(
                ContactOutcome(kind, kind, "refused" if kind == "refusal" else "held", words)
            )
    return (
        *found,
        ContactOutcome(
            "meeting_no_answer", "meeting", "no_answer", "asked for a meeting, no answer so far"
        ),
    )


HAPPENED = {choice.code: choice for choice in _choices()}


@dataclass(frozen=True)
class NewMember:
    """An organisation that is not in the graph yet."""

    name: str
    stakeholder_group: str


@dataclass(frozen=True)
class ContactDraft:
    """A contact as typed: who of us, with whom, when, what kind, about what; then one optional
    sentence, and how it is known.
    """

    members: tuple[str, ...] = ()
    delegations: tuple[str, ...] = ()
    date: str = ""
    happened: str = "meeting"
    about: tuple[str, ...] = ()
    summary: str = ""
    new_members: tuple[NewMember, ...] = ()
    source_url: str = ""
    visibility: str = "coalition"


def contact_faults(draft: ContactDraft, snapshot: Snapshot, today: date) -> list[FieldFault]:
    """What keeps a contact from being saved, by field; empty when nothing does."""
    found = text_faults(
        "Engagement",
        date=draft.date,
        summary=draft.summary,
        source_url=draft.source_url,
        visibility=draft.visibility,
    )
    if len(draft.summary) > LONGEST_SUMMARY:
        found.append(
            FieldFault(
                "summary",
                f"The sentence has {len(draft.summary):,} letters; {LONGEST_SUMMARY} are enough.",
            )
        )
    if not draft.members and not draft.new_members:
        found.append(FieldFault("members", "Say who of us had the contact."))
    if not draft.delegations:
        found.append(FieldFault("delegations", "Say with whom the contact was."))
    if draft.happened not in HAPPENED:
        found.append(
            FieldFault(
                "happened", f"“{draft.happened}” is no kind of contact; choose one of the list."
            )
        )
    if not any(fault.field == "date" for fault in found) and as_date(draft.date) > today:
        found.append(
            FieldFault(
                "date", f"{draft.date} is still to come. What is meant to happen is kept as a plan."
            )
        )
    found += _unknown_ids(draft, snapshot)
    for new in draft.new_members:
        found.extend(
            FieldFault("members", fault.sentence)
            for fault in text_faults(
                "Member", id=_base(new), name=new.name, stakeholder_group=new.stakeholder_group
            )
        )
    return found


def _unknown_ids(draft: ContactDraft, snapshot: Snapshot) -> list[FieldFault]:
    """What is named and stands in no row, or in one of another label."""
    return [
        FieldFault(field, f"No {what} has the id “{id}”.")
        for field, what, labels, ids in (
            ("members", "member", ("Member",), draft.members),
            ("delegations", "delegation", ("Delegation",), draft.delegations),
            ("about", "issue or agreement", ("Issue", "Agreement"), draft.about),
        )
        for id in ids
        if _label(snapshot, id) not in labels
    ]


def _label(snapshot: Snapshot, id: str) -> str:
    return snapshot.nodes[id].label if id in snapshot.nodes else ""


def contact_edit(draft: ContactDraft, snapshot: Snapshot, today: date, plan: str = "") -> Edit:
    """The rows of a contact, and of the members typed with it; the plan that it carries out is
    marked done.

    The draft has no faults. Two people who record at once get two ids.
    """
    made, happened = today.isoformat(), HAPPENED[draft.happened]
    fields = typed_provenance(made, draft.source_url, draft.visibility)
    new = _new_members(draft, snapshot, typed_provenance(made, "", draft.visibility))
    members = (*draft.members, *(row.id for row in new))
    id = joined_id("contact", draft.date, members[0], secrets.token_hex(4))
    row = typed_node(
        "Engagement",
        id,
        {
            "kind": happened.kind,
            "date": draft.date,
            "outcome": happened.outcome,
            "summary": draft.summary.strip(),
            **fields,
        },
    )
    ties = (
        *typed_ties("TOOK_PART_IN", ((member, id) for member in members), fields),
        *typed_ties("REACHED", ((id, delegation) for delegation in draft.delegations), fields),
        *typed_ties("ABOUT", ((id, about) for about in draft.about), fields),
    )
    done = (
        plan_state_edit(snapshot.nodes[plan], "done", made).put.nodes
        if _label(snapshot, plan) == "Plan"
        else ()
    )
    who = ", ".join(
        [*(snapshot.name(member) for member in draft.members), *(row.name for row in new)]
    )
    says = (
        f"{first_up(happened.says)}: {who} with"
        f" {', '.join(snapshot.name(id) for id in draft.delegations)}, {draft.date}"
    )
    return Edit(Rows((*new, row, *done), ties), says=says)


def _new_members(
    draft: ContactDraft, snapshot: Snapshot, fields: dict[str, str | int | float | bool]
) -> list[NodeRow]:
    """Rows of members that were typed; a name whose id is taken gets a number behind it."""
    rows: list[NodeRow] = []
    taken = set(snapshot.nodes)
    for new in draft.new_members:
        base = _base(new)
        id = next(
            id
            for id in (base, *(f"{base[:110]}_{number}" for number in range(2, len(taken) + 3)))
            if id not in taken
        )
        taken.add(id)
        rows.append(
            typed_node(
                "Member",
                id,
                {"name": new.name.strip(), "stakeholder_group": new.stakeholder_group, **fields},
            )
        )
    return rows


def _base(new: NewMember) -> str:
    """The id that a typed name suggests; a name in another script suggests none."""
    return slug(new.name) or "member"


def similar_contacts(
    draft: ContactDraft, snapshot: Snapshot, days: int = NEAR_DAYS
) -> tuple[str, ...]:
    """Recorded contacts that may be this one: with one of its delegations, by one of its members,
    within some days; nearest first.
    """
    found = {}
    for delegation in draft.delegations:
        for tie in snapshot.back(delegation, "REACHED"):
            who = {took.source for took in snapshot.back(tie.source, "TOOK_PART_IN")}
            apart = abs(
                (as_date(snapshot.nodes[tie.source].text("date")) - as_date(draft.date)).days
            )
            if apart <= days and who & set(draft.members):
                found[tie.source] = apart
    return tuple(sorted(found, key=lambda id: (found[id], id)))
