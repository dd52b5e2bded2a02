"""Plan, part `question`: what to ask each member, a message to copy, and a form for what it
answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from html import escape

import streamlit as st

from explorer.app import database
from explorer.app.address_choices import choose
from explorer.app.saving import can_save, keep_answers, may_save, wait_words
from explorer.html.app_links import href
from explorer.html.look import empty, link, plain_markdown, table
from explorer.html.screen import heading, section, show, show_trouble, warn
from explorer.html.view import View
from explorer.pages.plan import offline_form
from explorer.pages.plan.plan_parts import entry, plan_href
from explorer.words.change_sentences import moved_sentence
from explorer.words.ranks import by_name, numbers, order_html, rank_words
from explorer.words.text import count, stressed
from graph_model.dates import date_words
from graph_model.errors import LinkagesError
from graph_model.measures import settings_of
from graph_model.measures.changed.band_shift import band_shift
from graph_model.measures.day import Day
from graph_model.measures.gap_kinds import NO_RECORDED_CONTACT
from graph_model.measures.next.ask_members import MemberQuestion, questions
from graph_model.measures.ranges.list_ranks import asked_of, question_ranks
from graph_model.measures.ranges.rank_ranges import RankRange, in_rank_order
from graph_model.shares import percent
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import ANSWERS

WHY = {
    "economy": "Asked of it because it is based in the economy that this delegation speaks for.",
    "region": "Asked of it because it is based in the same region.",
    "venue": "Asked of it because it was at an occasion of a venue where this delegation"
    " negotiates.",
    "": "Nothing on record says that it is near.",
}
OPEN = "not answered yet"


def draw(shown: View) -> None:
    """Draw the questions to one member."""
    asked: defaultdict[str, list[MemberQuestion]] = defaultdict(list)
    for question in questions(shown.day):
        asked[question.member].append(question)
    if not asked:
        nothing_open(shown)
        return
    snapshot = shown.snapshot
    ranks = in_rank_order(question_ranks(shown.day, asked_of(asked)))
    order = [rank.name for rank in ranks] or list(asked)
    top = st.container()
    member = choose(
        st.container(key="lk-asks", width=420), "Member", "member", order, snapshot.name
    )
    mine = asked[member]
    with top:
        heading("Plan", *_worth(snapshot.name(member), mine, shown.settings.questions))
    saved()
    left, right = st.columns([7, 5], gap="large")
    with left:
        section("The questions")
        show(questions_html(shown, mine))
        section("A message to copy")
        st.code(message(snapshot, mine), language=None, wrap_lines=True)
        if may_save():
            section(
                "What it answered",
                "Each answer goes into the graph with its day and moves the band at once. “We do"
                " not know” is an answer too: it is not asked again.",
            )
            form(shown, member, mine)
        offline_form.draw(shown, member)
    with right:
        section("Who to ask first")
        show(members_html(snapshot, asked, order[:12], by_name(ranks)))
        show(order_html(ranks, count(len(asked), "member"), day=shown.day))


def _worth(member: str, mine: Sequence[MemberQuestion], most: int) -> tuple[str, str]:
    """What the questions to a member would settle, and how far they would narrow the band."""
    number = count(len(mine), "question")
    return (
        f"{number} to {member} would settle"
        f" {percent(sum(one.share for one in mine))} of what is at stake, if answered.",
        "As likely as its answers are, that narrows the band by"
        f" {stressed(percent(expected_narrowing(mine)))}. At most {most} at a time.",
    )


def expected_narrowing(asked: Sequence[MemberQuestion]) -> float:
    """The expected narrowing of the band by all questions to one member; they are about different
    delegations, so it adds up.
    """
    return sum(one.narrowing for one in asked)


def questions_html(shown: View, asked: Sequence[MemberQuestion]) -> str:
    """The questions with what each would settle, and why this member."""
    ranks = by_name(question_ranks(shown.day, asked_of({one.delegation: [one] for one in asked})))
    found = [ranks[one.delegation] for one in asked if one.delegation in ranks]
    before = numbers(found) if len(found) == len(asked) else [""] * len(asked)
    items = []
    for number, one in zip(before, asked, strict=True):
        name = shown.snapshot.name(one.delegation)
        why = link(
            href("gaps", kind="unknown"),
            "See what is not known",
            f"What is not known, {name} among it",
        )
        items.append(
            f'<li><span class="n">{number}</span><div><h3>Do you know anybody at'
            f" {entry(shown.snapshot, one.delegation, name)}?</h3>"
            f"<p>{WHY[one.near]} {count(one.cells, 'line')} not known.</p>"
            f'<div class="go">{why}</div></div>'
            f'<div class="gain"><b>{percent(one.share)}</b>settled<br>place'
            f" {rank_words(ranks.get(one.delegation))}</div></li>"
        )
    return (
        "<ol"
        f' class="lk-steps">{"".join(items)}</ol>{order_html(found, "these questions", day=None)}'
    )


def message(snapshot: Snapshot, asked: Sequence[MemberQuestion]) -> str:
    """The message, ready to send."""
    lines = "\n".join(
        f"{number}. {full_name(snapshot, one.delegation)}"
        for number, one in enumerate(asked, start=1)
    )
    answers = "\n".join(f"- {words}" for words in ANSWERS.values())
    ask = "this delegation" if len(asked) == 1 else f"these {len(asked)} delegations"
    return (
        f"Dear colleagues at {snapshot.name(asked[0].member)},\n\nWe keep a list of who in the"
        f" coalition has a line to which trade delegation. With {ask} we have"
        f" {NO_RECORDED_CONTACT} yet:\n\n{lines}\n\nFor each of them, which of these is true for"
        f" you?\n\n{answers}\n\nPlease name no persons; the body and the year of the last contact"
        " are enough. You will see the map that your answers improved.\n"
    )


def full_name(snapshot: Snapshot, delegation: str) -> str:
    """A delegation so that nobody takes it for another."""
    short, full = snapshot.name(delegation), snapshot.nodes[delegation].full_name
    return short if full in short else f"{short}, {full}"


def form(shown: View, member: str, asked: Sequence[MemberQuestion]) -> None:
    """One choice per question; what is chosen is kept."""
    wait_words()
    if shown.as_of.isoformat() != database.today():
        show(f"<p>They are dated {date_words(shown.as_of.isoformat())}, the day that is shown.</p>")
    picked = {
        one.delegation: st.selectbox(
            plain_markdown(shown.snapshot.name(one.delegation)),
            [OPEN, *ANSWERS],
            format_func=_answer_words,
            key=f"answer_{member}_{one.delegation}",
        )
        for one in asked
    }
    pressed = st.button(
        "Keep these answers", type="primary", disabled=not can_save(), key=f"keep_answers_{member}"
    )
    given = {delegation: said_so for delegation, said_so in picked.items() if said_so in ANSWERS}
    if pressed and given:
        save_given(shown, member, given)
    elif pressed:
        warn("Choose an answer first; nothing was kept.")


def _answer_words(code: str) -> str:
    return ANSWERS.get(code, OPEN)


def save_given(shown: View, member: str, given: dict[str, str]) -> None:
    """Keep the answers and say how the band moved."""
    try:
        after = keep_answers(member, given, shown.as_of.isoformat()).after
    except LinkagesError as error:
        show_trouble(str(error))
        return
    settings = settings_of(after, shown.settings.leave_out_derived, shown.settings.with_friends)
    change = band_shift(shown.day, Day(after, shown.as_of, settings))
    st.session_state["answers_saved"] = (
        f"{count(len(given), 'answer')} of {after.name(member)} kept. {moved_sentence(change)}"
    )
    st.rerun()


def saved() -> None:
    """What was kept last, and the map that it improved."""
    if words := st.session_state.pop("answers_saved", ""):
        ways = (
            f"{link(href(''), 'Where we stand now')} {link(href('map'), 'The map')}"
            f" {link(href('record'), 'Undo it')}"
        )
        show(f'<div class="lk-card" role="status"><h3>{escape(words)}</h3><p>{ways}</p></div>')


def members_html(
    snapshot: Snapshot,
    asked: dict[str, list[MemberQuestion]],
    order: Sequence[str],
    ranks: dict[str, RankRange],
) -> str:
    """The members whose answers would settle most."""
    rows = [
        [
            link(plan_href("question", member=member), snapshot.name(member)),
            str(len(asked[member])),
            percent(expected_narrowing(asked[member])),
            rank_words(ranks.get(member)),
        ]
        for member in order
    ]
    return table(
        ["member", "questions", "narrows by", "place"],
        rows,
        f"{len(rows)} of {count(len(asked), 'member')}, as expected",
        (1, 2, 3),
    )


def nothing_open(shown: View) -> None:
    """What to do when nothing is open."""
    heading(
        "Plan",
        "There is nothing to ask the members.",
        f"On {date_words(shown.as_of.isoformat())} no delegation at the table is without a contact"
        " or an answer on record.",
    )
    ways = (
        link(plan_href("budget"), "Plan first meetings", button="main"),
        link(href("gaps"), "See the gaps", button="plain"),
    )
    if not shown.snapshot.of("Member"):
        show(
            empty(
                "No member is on record.",
                "Load member.csv, and the questions follow.",
                link(href("data"), "Go to Data", button="main"),
            )
        )
        return
    show(
        empty(
            "Every question is answered, or nothing is on the table.",
            "Go on to what can be done.",
            *ways,
        )
    )
