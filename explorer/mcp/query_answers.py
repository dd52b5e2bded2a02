"""Answers of the tools that ask the database: ready questions, and Cypher that reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from explorer.mcp.answer_parts import JsonObject, entries, entry, tool_answer
from explorer.mcp.arguments import CallRefused
from explorer.mcp.tool_context import ToolContext
from graph_model.database.limits import QueryLimits
from graph_model.questions import QUESTION, QUESTIONS, ReadyQuestion
from graph_model.questions.lines import measured, prepared
from graph_model.snapshot import Snapshot
from loaders.read.cells import did_you_mean
from loaders.take_out.cypher_answers import to_object


def list_questions(_: ToolContext, __: JsonObject) -> JsonObject:
    """The ready questions."""
    return {
        "questions": [
            {
                "question": its.id,
                "says": its.says,
                "blanks": {
                    blank.name: {
                        "says": blank.says,
                        "kind": blank.kind,
                        **({"label": blank.label} if blank.label else {}),
                        **({"one_of": list(blank.codes)} if blank.codes else {}),
                    }
                    for blank in its.parameters
                },
            }
            for its in QUESTIONS
        ]
    }


def ask_question(desk: ToolContext, given: JsonObject) -> JsonObject:
    """A ready question."""
    if given["question"] not in QUESTION:
        near = did_you_mean(given["question"], list(QUESTION)) or "."
        raise CallRefused(
            f"There is no question {given['question']!r}{near} list_questions lists them."
        )
    question, day = QUESTION[given["question"]], desk.day(given["as_of"])
    filled = _filled(question, given["blanks"] or {}, day.snapshot)
    values = question.values(filled, day.at)
    cypher, parameters = prepared(question, filled, day)
    answer = desk.console().ask(cypher, parameters, QueryLimits(rows=int(given["limit"])))
    lines = [
        {**dict(zip(answer.columns, row, strict=True)), "rows": entries(day.snapshot, _ids(row))}
        for row in answer.rows
    ]
    sentence = question.sentence({name: str(value) for name, value in values.items()})
    none = "Nothing on record answers this; what is not on record is not known, and not a no."
    return tool_answer(day, "lines", lines, none, says=sentence, more=answer.more, cypher=cypher)


def _filled(
    question: ReadyQuestion, given: Mapping[str, object], snapshot: Snapshot
) -> dict[str, str]:
    """The blanks of a question as they were filled. Raises `CallRefused`."""
    blanks = {its.name: its for its in question.parameters}
    filled = {}
    for name, value in given.items():
        if name not in blanks:
            near = did_you_mean(name, list(blanks)) or "."
            raise CallRefused(
                f"The question has no blank {name!r}{near} It has: {', '.join(blanks)}."
            )
        if not isinstance(value, str | int):
            raise CallRefused(f"The blank {name!r} is a text; {type(value).__name__} was given.")
        label = blanks[name].label
        filled[name] = entry(snapshot, str(value), label) if label else str(value)
    return filled


def _ids(row: Iterable[object]) -> list[object]:
    return [one for cell in row for one in (cell if isinstance(cell, list) else [cell])]


def read_cypher(desk: ToolContext, given: JsonObject) -> JsonObject:
    """One statement of Cypher that reads."""
    limits = QueryLimits(rows=int(given["limit"]))
    day = desk.day("")
    parameters = measured(day, given["statement"], given["parameters"] or {})
    answer = desk.console().ask(given["statement"], parameters, limits)
    snapshot = day.snapshot
    found = to_object(answer)
    lines = [
        {"values": values, "rows": entries(snapshot, _texts(values))} for values in found["rows"]
    ]
    none = {} if lines else {"note": "The statement found no rows."}
    return {
        "columns": found["columns"],
        "lines": lines,
        **none,
        "more": answer.more,
        "notices": found["notices"],
    }


def _texts(value: Any) -> list[str]:
    """Every text within a value, for those that are ids."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return list(dict.fromkeys(text for part in parts for text in _texts(part)))
