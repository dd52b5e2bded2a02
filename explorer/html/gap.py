"""Why a cell is of its kind: what we know, where it is decided, what to do. HTML of our own making,
all data escaped.
"""

from __future__ import annotations

from html import escape

from explorer.html.app_links import href
from explorer.html.contact_lines import contacts_html, open_ways_html
from explorer.html.look import link, sources
from explorer.html.symbols import kind_symbol
from explorer.html.view import View
from explorer.words.sentences import last_contact, not_sure, who_of_us
from explorer.words.sureness import clause_doubt
from explorer.words.text import listed, words
from graph_model.capitals import first_up
from graph_model.measures import KIND, Cell
from graph_model.measures.gaps import line_contact
from graph_model.measures.negotiations import as_known

#: Lines of evidence in the panel; the profile has all of them.
MOST = 5


def panel_html(shown: View, cell: Cell, close: str) -> str:
    """The whole panel; `close` is the address without it."""
    snapshot, kind = shown.snapshot, KIND[cell.kind]
    who = link(href("profile", id=cell.delegation), snapshot.name(cell.delegation))
    carried = (
        f" Carried by {escape(', '.join(snapshot.name(member) for member in cell.members))}."
        if cell.members
        else ""
    )
    known = contacts_html(shown, cell.delegation, cell.evidence, MOST)
    buttons = (
        link(
            href("introduce", delegation=cell.delegation, issue=cell.issue),
            "Who can introduce us",
            button="main",
        ),
        link(
            href("record", delegation=cell.delegation, issue=cell.issue),
            "Record a contact",
            button="plain",
        ),
    )
    return (
        '<div class="lk-card" role="region" aria-label="Why this symbol"><p'
        f' class="close">{link(close, "Close")}</p><p>{who}</p><h2>'
        f"{escape(snapshot.node(cell.issue).full_name)}</h2><div"
        f' class="lk-verdict">{kind_symbol(cell.kind, silent=True)}<span>{kind.says}</span></div>'
        f"<p>{escape(first_up(kind.means))}.{carried}</p><h4>What"
        f" we know</h4>{known}<h4>Where it is decided</h4>{_talks(shown, cell)}<h4>What to do:"
        f" {kind.remedy_says[:1].lower() + kind.remedy_says[1:]}</h4>{_remedy(shown, cell)}<div"
        f' class="lk-btns">{"".join(buttons)}</div></div>'
    )


def _talks(shown: View, cell: Cell) -> str:
    """The negotiations that put the issue on this delegation's table, the weightiest first."""
    found = []
    for talk in cell.target.talks:
        covers = next(
            clause
            for tie in shown.snapshot.out(talk.agreement, "COVERS")
            if tie.target == cell.issue and (clause := as_known(tie, shown.as_of))
        )
        doubt = clause_doubt(covers)
        unread = f"; {doubt}" if doubt else ""
        article = f", {escape(covers.text('article'))}" if covers.text("article") else ""
        known = (
            f"; {sources(covers.text('source_url'), covers.text('confidence'))}"
            if shown.show_sources
            else ""
        )
        name = link(href("profile", id=talk.agreement), shown.snapshot.name(talk.agreement))
        found.append(
            f"<p>{name}: {words(talk.status)}; {words(talk.strength)}{article}{unread}{known}."
            f" Weight {talk.weight:.2f}.</p>"
        )
    return "".join(found[:MOST]) + (
        f"<p>And {len(found) - MOST} more.</p>" if len(found) > MOST else ""
    )


def _remedy(shown: View, cell: Cell) -> str:
    snapshot = shown.snapshot
    before = last_contact(shown.day, cell)[1]
    met = who_of_us(shown.day, line_contact(shown.day, cell)) if cell.contacts else ()
    said = {
        "several": "Nothing needs you here: keep the lines you have.",
        "one": "A second member should come along to the next meeting.",
        "cooled": (
            f"{', '.join(snapshot.name(member) for member in cell.members)} raised it before and"
            " can raise it again: the line is live."
        ),
        "raised_by_others": (
            f"Others of us raised it; {', '.join(snapshot.name(member) for member in cell.members)}"
            " can raise it on the line that is live."
        ),
        "never_raised": (
            f"{', '.join(snapshot.name(member) for member in cell.members)} can raise it: the line"
            " is live, and no contact of ours about this issue is on record."
        ),
        "quiet": (
            f"{listed(before) or 'Whoever of us met them last'}"
            f" {'were' if len(before) > 1 else 'was'} the last of us to be in touch; ask them"
            " first."
        ),
        "slight": (
            f"{listed(met) or 'Somebody of us'} met them in passing, which is no line: ask for"
            " a talk of your own."
        ),
        "no_answer": (
            "What was sent or asked was refused or stayed without an answer; a legal way in does"
            " not depend on one."
        ),
        "nobody": (
            "The members were asked and know nobody: plan a first contact, or take a legal way in."
        ),
        "unknown": (
            f"{not_sure(snapshot, cell.evidence)} A question to the members costs little, and"
            " narrows the band."
        ),
    }[cell.kind]
    return f"<p>{escape(said)}</p>{open_ways_html(shown, cell.delegation)}"
