"""The tools: what an assistant can ask.

To add one: a function in `tool_answers` (or `query_answers`) and an entry in `TOOLS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from explorer.mcp.answer_parts import JsonObject
from explorer.mcp.arguments import Argument, read
from explorer.mcp.query_answers import ask_question, list_questions, read_cypher
from explorer.mcp.tool_answers import (
    FEW,
    MANY,
    coverage,
    find,
    gaps,
    plan,
    profile,
    record_plan,
    routes,
    schema,
)
from explorer.mcp.tool_context import ToolContext
from graph_model.measures import KINDS
from graph_model.measures.gap_kinds import NO_RECORDED_CONTACT

AS_OF = Argument(
    "as_of", "text", "The day looked at: 2017-12-01, 2017-12 or 2017; today if empty.", ""
)
LIMIT = Argument("limit", "number", "At most so many lines.", FEW, low=1, high=MANY)


@dataclass(frozen=True)
class Tool:
    """A tool as it is published, and what it does. One that `writes` is there only when recording
    is switched on.
    """

    name: str
    says: str
    arguments: tuple[Argument, ...]
    does: Callable[[ToolContext, JsonObject], dict[str, Any]]
    writes: bool = False

    def answer(self, desk: ToolContext, given: Mapping[str, Any]) -> dict[str, Any]:
        """What it answers to these arguments. Raises `CallRefused`, `LinkagesError`."""
        return {
            **self.does(desk, read(self.name, self.arguments, given)),
            "audience": desk.audience,
        }


TOOLS: tuple[Tool, ...] = (
    Tool(
        "schema",
        "Labels, relationship types, their properties and codes, and how many rows there are.",
        (),
        schema,
    ),
    Tool(
        "search",
        "Entries (agreements, venues, issues, delegations, members, events …) by name; accents and"
        " slips are forgiven.",
        (Argument("text", "text", "What to look for.", needed=True), LIMIT),
        find,
    ),
    Tool(
        "list_questions",
        "The ready questions, each with its blanks; ask_question answers one.",
        (),
        list_questions,
    ),
    Tool(
        "ask_question",
        "The answer to a ready question.",
        (
            Argument("question", "text", "Its id, as list_questions gives it.", needed=True),
            Argument("blanks", "map", "A value for each blank: an id or name, a day, a code."),
            AS_OF,
            LIMIT,
        ),
        ask_question,
    ),
    Tool(
        "coverage",
        "How much of what is on the table the coalition reaches: a share that is certain, one that"
        " is possible.",
        (AS_OF,),
        coverage,
    ),
    Tool(
        "gaps",
        "Every delegation and issue on the table, most important first: whether it is reached, and"
        f" what to do. 'unknown' means {NO_RECORDED_CONTACT}, not that there is none.",
        (
            Argument("delegation", "text", "Only this one: id or name.", ""),
            Argument("issue", "text", "Only this one: id or name.", ""),
            Argument(
                "kind", "text", "Only this kind.", "", codes=("", *(its.code for its in KINDS))
            ),
            AS_OF,
            LIMIT,
        ),
        gaps,
    ),
    Tool(
        "routes",
        "Who can introduce us to a delegation: ways with their evidence, and a letter that asks for"
        " it.",
        (
            Argument("delegation", "text", "Whom to reach: id or name.", needed=True),
            Argument("issue", "text", "What is to be raised: id or name.", ""),
            Argument(
                "from_member", "text", "Who looks for a way: id or name; any of us if empty.", ""
            ),
            AS_OF,
        ),
        routes,
    ),
    Tool(
        "plan",
        "The best use of some efforts: meetings and rooms in order, with what each opens.",
        (
            Argument("efforts", "number", "The budget, in efforts of one first meeting.", 5, low=0),
            AS_OF,
        ),
        plan,
    ),
    Tool(
        "profile",
        "One entry with its fields and all its ties.",
        (
            Argument("entry", "text", "Its id or name.", needed=True),
            Argument("limit", "number", "At most so many ties.", 100, low=1, high=MANY),
        ),
        profile,
    ),
    Tool(
        "read_cypher",
        "One statement of Cypher that reads; writing is refused. schema says what there is. Dates"
        " are text.",
        (
            Argument("statement", "text", "The statement; give values as parameters.", needed=True),
            Argument("parameters", "map", "The parameters, by name without $."),
            Argument("limit", "number", "At most so many rows.", 100, low=1, high=MANY),
        ),
        read_cypher,
    ),
    Tool(
        "record_plan",
        "Write down a contact that members mean to make. Ask the person first: it is written at"
        " once (and can be taken back in the explorer).",
        (
            Argument("members", "texts", "Who makes it: ids or names.", needed=True),
            Argument(
                "aims", "texts", "With whom: delegations or a member to be asked.", needed=True
            ),
            Argument("issues", "texts", "About what: ids or names."),
            Argument("due", "text", "By when: 2026-12-01, 2026-12 or 2026.", ""),
            Argument("note", "text", "A note. No person's name.", ""),
        ),
        record_plan,
        writes=True,
    ),
)
