"""What the tools answer. Each answer says its day, and every line of it the rows that bear it out,
with their sources.
"""

from __future__ import annotations

from datetime import date

from explorer.mcp.answer_parts import JsonObject, cited_rows, entries, entry, tool_answer
from explorer.mcp.arguments import CallRefused
from explorer.mcp.tool_context import ToolContext
from explorer.words.no_route import nothing_words, refusal_words
from explorer.words.routes import request, step_doubt, step_words, strength_word
from explorer.words.sureness import with_doubt
from graph_model.dataset_changes import TYPED
from graph_model.measures import KIND, find_cells
from graph_model.measures.assumed import assumed
from graph_model.measures.day import Day
from graph_model.measures.gaps import Cell, band
from graph_model.measures.introductions import find_routes
from graph_model.measures.next.efforts import plan as best_plan
from graph_model.measures.route_search import Route
from graph_model.rows import RelationshipRow
from graph_model.schema_forms import as_text
from graph_model.search import search
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.check.form_rows import PlanDraft, plan_edit, plan_faults
from loaders.opening import keep_written
from loaders.write.small_writes import record

#: Rows of one answer: what a model reads has its price.
FEW, MANY = 20, 500


def schema(desk: ToolContext, _: JsonObject) -> JsonObject:
    """The vocabulary, and how many rows of each kind there are."""
    return {"schema": as_text(), "rows": desk.graph().counts}


def find(desk: ToolContext, given: JsonObject) -> JsonObject:
    """Entries by name."""
    snapshot = desk.graph()
    lines = [
        {
            "entry": id,
            "name": snapshot.nodes[id].full_name,
            "kind": snapshot.nodes[id].label,
            "rows": entries(snapshot, [id]),
        }
        for id in search(snapshot, given["text"], int(given["limit"]))
    ]
    none = {} if lines else {"note": f"No entry is called anything like {given['text']!r}."}
    return {"entries": lines, **none}


def coverage(desk: ToolContext, given: JsonObject) -> JsonObject:
    """The band, and of each kind the three weightiest lines."""
    day = desk.day(given["as_of"])
    found, cells = band(day), find_cells(day)
    kinds = []
    for code, (number, share) in found.by_kind.items():
        heaviest = [cell for cell in cells if cell.kind == code][:3]
        about = {"kind": code, "says": KIND[code].says, "number": number, "share": round(share, 6)}
        kinds.append({**about, "heaviest": [_gap(day.snapshot, cell) for cell in heaviest]})
    ends = {"low": found.low, "high": found.high}
    none = "Nothing is on the table that day."
    supposed = assumed(day)
    whole = {
        "number": found.cells,
        "delegations": found.delegations,
        "assumed": round(supposed.share, 6),
        "assumed_seats": round(supposed.seats, 6),
    }
    return tool_answer(day, "by_kind", kinds if found.cells else [], none, **ends, **whole)


def gaps(desk: ToolContext, given: JsonObject) -> JsonObject:
    """Lines on the table with their kind."""
    day = desk.day(given["as_of"])
    snapshot = day.snapshot
    wanted = {
        "delegation": given["delegation"] and entry(snapshot, given["delegation"], "Delegation"),
        "issue": given["issue"] and entry(snapshot, given["issue"], "Issue"),
        "kind": given["kind"],
    }
    fitting = [
        cell
        for cell in find_cells(day)
        if all(not value or getattr(cell, name) == value for name, value in wanted.items())
    ]
    lines = [_gap(snapshot, cell) for cell in fitting[: int(given["limit"])]]
    return tool_answer(
        day, "gaps", lines, "No such line is on the table that day.", found=len(fitting)
    )


def _gap(snapshot: Snapshot, cell: Cell) -> JsonObject:
    """A line on the table; where nobody was in contact, its rows are those that put it there."""
    found = {
        "delegation": cell.delegation,
        "issue": cell.issue,
        "kind": cell.kind,
        "importance": round(cell.importance, 6),
        "warmth": round(cell.warmth, 6),
        "members": list(cell.members),
        "remedy": cell.remedy,
    }
    rows = entries(snapshot, cell.evidence)
    return {**found, "rows": rows or cited_rows(_table(snapshot, cell.delegation, cell.issue))}


def _table(snapshot: Snapshot, delegation: str, issue: str) -> list[RelationshipRow]:
    """The rows that put an issue on a delegation's table."""
    covers = {tie.source: tie for tie in snapshot.back(issue, "COVERS")}
    seats = snapshot.out(delegation, "NEGOTIATES")
    return [row for tie in seats if tie.target in covers for row in (tie, covers[tie.target])]


def routes(desk: ToolContext, given: JsonObject) -> JsonObject:
    """Ways to a delegation."""
    day = desk.day(given["as_of"])
    snapshot = day.snapshot
    whom = entry(snapshot, given["delegation"], "Delegation")
    issue = entry(snapshot, given["issue"], "Issue") if given["issue"] else ""
    start = entry(snapshot, given["from_member"], "Member") if given["from_member"] else ""
    found = find_routes(day, whom, issue=issue, start=start)
    lines = [
        {**_route(day, route), "recommended": not route.refusal}
        for route in (*found.routes, *found.refused)
    ]
    letter = request(day, found, found.routes[0]) if found.routes else ""
    none = nothing_words(day, found)
    return tool_answer(day, "routes", lines, none, delegation=whom, letter=letter)


def _route(day: Day, route: Route) -> JsonObject:
    steps = []
    for step in route.steps:
        did, when = step_words(day.snapshot, step)
        steps.append(
            {
                "from": step.link.source,
                "to": step.link.target,
                "says": f"{did} ({with_doubt(when, step_doubt(day.snapshot, step))})",
                "rows": entries(day.snapshot, step.link.evidence),
            }
        )
    why = {"not_recommended": refusal_words(day, route)} if route.refusal else {}
    strength = strength_word(route.strength, day.settings)
    return {"stops": list(route.stops), "strength": strength, **why, "steps": steps}


def plan(desk: ToolContext, given: JsonObject) -> JsonObject:
    """The best use of some efforts."""
    day = desk.day(given["as_of"])
    found = best_plan(day, float(given["efforts"]))
    lines = [
        {
            "do": pick.option.kind,
            "target": pick.option.target,
            "name": day.snapshot.name(pick.option.target),
            "gain": round(pick.gain, 6),
            "as_good": list(pick.ties),
            "rows": entries(day.snapshot, [pick.option.target]),
        }
        for pick in found.picks
    ]
    none = (
        "None of what could be done fits into so few efforts."
        if found.weighed
        else "Nothing on the table is left to be opened."
    )
    return tool_answer(
        day, "steps", lines, none, reached_today=found.low, best_proven=found.exact.proven
    )


def profile(desk: ToolContext, given: JsonObject) -> JsonObject:
    """One entry with all its ties."""
    snapshot = desk.graph()
    id = entry(snapshot, given["entry"])
    row, limit = snapshot.nodes[id], int(given["limit"])
    ties = [*snapshot.out(id), *snapshot.back(id)]
    lines = [
        {
            "from": tie.source,
            "tie": SCHEMA.by_name[tie.type].says,
            "to": tie.target,
            "name": snapshot.name(tie.target if tie.source == id else tie.source),
            **{name: value for name, value in tie.fields.items() if name not in _PROVEN},
            "rows": cited_rows([tie]),
        }
        for tie in ties[:limit]
    ]
    fields = {name: value for name, value in row.fields.items() if name not in _PROVEN}
    about = {"entry": id, "kind": row.label, "fields": fields, "rows": cited_rows([row])}
    none = {} if lines else {"note": "Nothing on record is tied to it."}
    return {**about, "ties": lines, **none, "found": len(ties)}


_PROVEN = ("source_url", "as_of", "confidence", "visibility")


def record_plan(desk: ToolContext, given: JsonObject) -> JsonObject:
    """A contact that members mean to make."""
    snapshot = desk.graph()

    def ids(name: str, *labels: str) -> tuple[str, ...]:
        return tuple(entry(snapshot, text, *labels) for text in given[name] or ())

    draft = PlanDraft(
        ids("members", "Member"),
        ids("aims", "Delegation", "Member"),
        ids("issues", "Issue"),
        given["due"],
        note=given["note"],
    )
    if faults := plan_faults(draft):
        raise CallRefused(" ".join(f"{fault.field}: {fault.sentence}" for fault in faults))
    edit = plan_edit(draft, snapshot, date.today().isoformat())
    done = record(desk.store(), edit.put, TYPED, edit.says)
    keep_written(desk.home, done)
    return {"says": edit.says, "load": done.load_id, "rows": cited_rows(edit.put)}
