"""The steps that would help most, as sentences a coordinator can act on."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from explorer.html.app_links import href
from explorer.html.look import link
from explorer.html.symbols import kind_symbol
from explorer.html.view import View
from explorer.words.ranks import by_name, numbers
from explorer.words.sentences import delegation_lines, not_sure
from explorer.words.text import count, series, words
from graph_model.dates import date_words
from graph_model.measures.next.advice import Advice, best_steps
from graph_model.measures.ranges.day_ranks import delegation_ranks
from graph_model.shares import percent
from graph_model.snapshot import Snapshot

#: Why a member may know somebody there, as `MemberQuestion.near` codes it.
NEAR = {
    "economy": "is based there",
    "region": "is in the same region",
    "venue": "was in the same rooms",
    "": "may know somebody",
}
#: Names in a sentence before it becomes a list.
NAMED = 2


def either_name(snapshot: Snapshot, members: Sequence[str]) -> str:
    """One name, or two joined by "or"; who is third is left for the profile.

    >>> from graph_model.rows import NodeRow, Rows
    >>> three = Snapshot(Rows(tuple(NodeRow("Member", id, {"name": id.upper()}) for id in "abc")))
    >>> either_name(three, ["a"]), either_name(three, ["a", "b", "c"])
    ('A', 'A or B')
    """
    return " or ".join(snapshot.name(member) for member in members[:NAMED])


def title_of(snapshot: Snapshot, step: Advice) -> str:
    """What to do, with whom, in a line."""
    economy, who = (
        delegation_lines(snapshot, step.delegation)[0],
        either_name(snapshot, step.members),
    )
    return {
        "quiet": f"Ask {who or 'whoever met them last'} to renew the line to {economy}",
        "unknown": f"Ask {who} about {economy}" if who else f"Ask the members about {economy}",
        "slight": f"Ask for a talk of your own with {economy}",
        "cooled": f"Raise it again with {economy}, through {who}",
        "raised_by_others": f"Raise more with {economy}, through {who}",
        "never_raised": f"Raise more with {economy}, through {who}",
        "no_answer": f"Find another way in to {economy}",
        "nobody": f"Make a first contact with {economy}",
    }[step.kind]


def reason_of(snapshot: Snapshot, step: Advice) -> str:
    """Why this step, from what is on record."""
    economy, second = delegation_lines(snapshot, step.delegation)
    office = second or economy
    last = snapshot.nodes[step.evidence[0]] if step.evidence else None
    contact = (
        f"{words(last.text('kind')) or 'told by a member'}, {date_words(last.text('date'))}"
        if last
        else ""
    )
    near = (
        f" {either_name(snapshot, step.members)} {NEAR.get(step.question.near, NEAR[''])}."
        if step.question
        else ""
    )
    tried = count(len(step.evidence), "attempt")
    refused = any(snapshot.nodes[id].text("outcome") == "refused" for id in step.evidence)
    vain = f"{'refused or ' if refused else ''}without a recorded answer"
    because = {
        "quiet": f"Our last contact with {office}: {contact}.",
        "unknown": f"{not_sure(snapshot, step.evidence)}{near}",
        "slight": f"None of us had a talk of their own with {office}; our last contact: {contact}.",
        "cooled": f"The line to {office} is live; these issues were raised on it too long ago.",
        "raised_by_others": (
            f"The line to {office} is live; others of us raised these issues, not who carries it."
        ),
        "never_raised": f"The line to {office} is live; these issues were never raised with it.",
        "no_answer": f"{tried} {vain}, the last one: {contact}.",
        "nobody": f"The members were asked about {office} and know nobody.",
    }[step.kind]
    table = (
        f"It sits at {count(step.talks, 'open table')}: {step.cells:,} of the lines that we would"
        " want."
    )
    equal = (
        f" The same with {series([delegation_lines(snapshot, one)[0] for one in step.ties[:3]])}"
        " would move as much."
        if step.ties
        else ""
    )
    return f"{because} {table}{equal}"


def steps_html(shown: View, number: int = 3) -> str:
    """The steps, each with what it would move and the ways to take it; numbered only where their
    places among all delegations lie apart.
    """
    steps = best_steps(shown.day, number)
    if not steps:
        return "<p>No gap is open: keep the lines you have.</p>"
    ranks = by_name(delegation_ranks(shown.day))
    found = [ranks[step.delegation] for step in steps if step.delegation in ranks]
    before = numbers(found) if len(found) == len(steps) else [""] * len(steps)
    items = "".join(_item(shown, at, step) for at, step in zip(before, steps, strict=True))
    return (
        f'<ol class="lk-steps">{items}</ol><p'
        f' class="lk-tool">{link(href("plan"), "Plan with another number of meetings")}</p>'
    )


def _item(shown: View, number: str, step: Advice) -> str:
    snapshot = shown.snapshot
    gain = (
        f"<b>{percent(step.share)}</b>"
        f" of what is at stake<br>would be {'known' if step.settles else 'reached'}"
    )
    ways = [link(href("introduce", delegation=step.delegation), "Who can introduce us")]
    if step.question:
        ways = [
            link(href("plan", part="questions", member=step.question.member), "Copy the question"),
            *ways,
        ]
    elif step.kind == "no_answer":
        ways = [link(href("profile", id=step.delegation), "Legal ways in"), *ways]
    ways += [
        link(
            href("gaps", cell=f"{step.delegation}~{step.issue}"),
            "Why",
            f"Why: {title_of(snapshot, step)}",
        ),
        link(href("record", delegation=step.delegation), "Record a contact"),
    ]
    return (
        f'<li><span class="n">{number}</span><div><h3>{kind_symbol(step.kind)}'
        f" {escape(title_of(snapshot, step))}</h3><p>{escape(reason_of(snapshot, step))}</p><div"
        f' class="go">{" ".join(ways)}</div></div><div class="gain">{gain}</div></li>'
    )
