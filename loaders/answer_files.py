"""What a member filled in without network, back in: a small file becomes answers, checked like all
that others made; nothing is written here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from graph_model.plurals import count
from graph_model.rows import NodeRow, Rows, Value
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import ANSWERS, SCHEMA
from loaders.check.form_rows import Edit, answers_edit, personal_data
from loaders.problems import Problem
from loaders.read.cells import BadCell, read_cell

FORM, VERSION = "linkages-answers", 1
LARGEST = 1_000_000


@dataclass(frozen=True)
class AnswersRead:
    """What a file of answers would do: the member, the rows, and every problem."""

    member: str = ""
    edit: Edit | None = None
    problems: tuple[Problem, ...] = ()


def is_answers(data: bytes) -> bool:
    """Whether a file is one that a form made, so that it is not read as a sheet.

    >>> is_answers(b'{"form": "linkages-answers"}'), is_answers(b"id,name")
    (True, False)
    """
    return data.lstrip()[:1] == b"{" and f'"{FORM}"'.encode() in data[:200]


def read_answers(file: str, data: bytes, snapshot: Snapshot, today: str) -> AnswersRead:
    """The answers of a file, as rows that are to be written."""

    def problem(row: int, column: str, code: str, sentence: str, cell: str = "") -> Problem:
        return Problem(file, row, column, code, sentence, cell[:200])

    form = _form_of(data)
    if isinstance(form, str):
        return AnswersRead(problems=(problem(0, "", "no-answers-file", form),))
    member, filled, listed = form

    found: list[Problem] = []
    if member not in snapshot.nodes or snapshot.nodes[member].label != "Member":
        found.append(problem(0, "member", "unknown-id", f"no member has the id '{member}'", member))
    given: dict[str, str] = {}
    more: dict[str, dict[str, Value]] = {}
    dated = _cell("date", filled)
    if isinstance(dated, str):
        found.append(problem(0, "filled", "not-a-date", dated, filled))
    elif filled > _tomorrow(today):
        found.append(
            problem(0, "filled", "date-out-of-range", f"{filled} is still to come", filled)
        )
    for number, answer in enumerate(listed, start=1):
        delegation, said = str(answer.get("delegation", "")), str(answer.get("said", ""))
        if delegation not in snapshot.nodes or snapshot.nodes[delegation].label != "Delegation":
            says = f"no delegation has the id '{delegation}'"
            found.append(problem(number, "delegation", "unknown-id", says, delegation))
        if said not in ANSWERS:
            found.append(problem(number, "said", "unknown-code", f"'{said}' is no answer", said))
        fields, wrong = _more(answer, snapshot)
        found += [problem(number, column, "bad-answer", says) for column, says in wrong]
        given[delegation], more[delegation] = said, fields
    if found or not given:
        empty = problem(0, "", "file-empty", "the file holds no answer")
        return AnswersRead(member, None, tuple(found) or (empty,))
    return AnswersRead(member, _edit(member, given, more, min(filled, today), today, snapshot))


def _tomorrow(today: str) -> str:
    """The day that it is already further east; what was filled in there counts as today's.

    >>> _tomorrow("2026-12-31")
    '2027-01-01'
    """
    return (date.fromisoformat(today) + timedelta(days=1)).isoformat()


def _form_of(data: bytes) -> tuple[str, str, list[dict[str, Any]]] | str:
    """The member, the day and the answers of a form; or why the file is none that can be read."""
    try:
        if len(data) > LARGEST:
            raise ValueError("too large")
        form: Any = json.loads(data)
        member, filled, listed = str(form["member"]), str(form["filled"]), list(form["answers"])
        if form["form"] != FORM or not all(isinstance(answer, dict) for answer in listed):
            raise ValueError("another form")
    except (ValueError, KeyError, TypeError, RecursionError):
        return "this is no file of answers that a form of Linkages made; ask for it again"

    if form.get("version") != VERSION:
        return f"the form is of version {form.get('version')}, and this Linkages reads {VERSION}"
    return member, filled, listed


def _more(
    answer: Mapping[str, object], snapshot: Snapshot
) -> tuple[dict[str, Value], list[tuple[str, str]]]:
    """Since when, on what, whether others may ask, and a remark."""
    fields: dict[str, Value] = {}
    wrong: list[tuple[str, str]] = []
    since, note = str(answer.get("since") or ""), str(answer.get("note") or "").strip()
    issues = answer.get("issues") or []
    if since:
        said = _cell("since", since)
        if isinstance(said, str):
            wrong.append(("since", said))
        fields["since"] = since
    if not isinstance(issues, list) or any(
        str(id) not in snapshot.nodes or snapshot.nodes[str(id)].label != "Issue" for id in issues
    ):
        wrong.append(("issues", "it names an issue that is not on record"))
    elif issues:
        fields["on_issues"] = " ; ".join(sorted(str(id) for id in issues))
    if answer.get("may_ask") is True:
        fields["may_ask"] = True
    if note:
        said = personal_data(note) or _cell("note", note)
        if isinstance(said, str) and said:
            wrong.append(("note", said))
        fields["note"] = note
    return fields, wrong


def _cell(name: str, text: str) -> str | None:
    """What is wrong with a value of a field of answers; None when nothing is."""
    field = next(field for field in SCHEMA.by_label["Answer"].columns if field.name == name)
    try:
        read_cell(field, text)
    except BadCell as bad:
        return bad.sentence
    return None


def _edit(
    member: str,
    given: Mapping[str, str],
    more: Mapping[str, Mapping[str, Value]],
    filled: str,
    today: str,
    snapshot: Snapshot,
) -> Edit:
    """Answers as the page keeps them, with what the form asked beside them."""
    edit = answers_edit(member, given, filled, today, snapshot)
    of = {tie.source: tie.target for tie in edit.put.relationships if tie.type == "SPEAKS_OF"}
    nodes = tuple(
        NodeRow(row.label, row.id, {**row.fields, **more[of[row.id]]}, row.dataset)
        for row in edit.put.nodes
    )
    says = f"{count(len(given), 'answer')} of {snapshot.name(member)}, from its form"
    return replace(edit, put=Rows(nodes, edit.put.relationships), says=says)
