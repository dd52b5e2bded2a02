"""A view as a picture: its entries in their colours and sizes, its ties, and what changed between
two days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from explorer.html.view import View
from explorer.pages.map.address import ALL, GROUP, SPOKEN, MapAddress
from explorer.pages.map.colours import hues, size_says, sizes
from explorer.pages.map.positions import all_entries, gather, shortest_paths
from explorer.pages.map.who_has_spoken import spoken_scene
from explorer.picture.bubbles import bubbles
from explorer.picture.folding import FOLDED
from explorer.picture.network_payload import DrawOptions
from explorer.picture.picture import Picture, Position, Tie
from explorer.picture.selection import FIRST, on_the_day, picture, seated, tie_of, ties_inside
from explorer.picture.start_questions import start_of
from explorer.words.captions import caption
from explorer.words.text import count
from graph_model.cached import cached
from graph_model.dates import as_date, date_words
from graph_model.measures.day import Day
from graph_model.own_fields import ANY, filter_words, with_own_field
from graph_model.rows import RelationshipRow
from graph_model.vocabulary.palette import BLUE

NEW, GONE, SAME = "new since then", "no longer", "as before"


@dataclass(frozen=True)
class Scene:
    """A picture, how it is drawn, the sentence above it, and how many more entries belong to it."""

    picture: Picture
    drawn: DrawOptions
    sentence: str
    left: int = 0


def scene_of(shown: View, address: MapAddress) -> Scene:
    """What a view shows. It is made once: what is chosen or looked for in it changes nothing of
    it.
    """
    return _made(shown, replace(address, pick=(), tie="", found="", show=""))


@cached(maxsize=32)
def _made(shown: View, address: MapAddress) -> Scene:
    if address.own:
        return _only(shown, address)
    if address.question == ALL:
        return whole_graph(shown)
    if address.question == SPOKEN and address.agreement:
        return _spoken(shown, address)
    return explore(shown, address)


def _spoken(shown: View, address: MapAddress) -> Scene:
    """Who has spoken with whom, each where the address has it, if it was moved."""
    found = spoken_scene(
        shown.day, address.agreement, address.issue, address.since, address.whom == "public"
    )
    entries = []
    for entry in found.picture.entries:
        x, y = address.at.get(entry.id, (entry.x, entry.y))
        entries.append(replace(entry, x=x, y=y))
    moved = replace(found.picture, entries=tuple(entries))
    return Scene(moved, found.drawn, found.sentence)


def _only(shown: View, address: MapAddress) -> Scene:
    """The view over those entries alone that say something under a heading of ours."""
    heading, text = filter_words(shown.snapshot, address.own)
    left = with_own_field(shown.snapshot, heading, text)
    within = replace(replace(address, own="").within(left), whom=address.whom)
    found = _made(shown.over(left), within)
    words = f"{heading}: {'any' if text == ANY else text}"
    made = replace(found.picture, filters=(*found.picture.filters, words))
    return replace(found, picture=made, sentence=f"{found.sentence}; only {words}")


def explore(shown: View, address: MapAddress) -> Scene:
    """The picture of a view that shows rows of the graph."""
    snapshot, on = shown.snapshot, shown.as_of
    found = gather(shown.day, address)
    ids = [
        id
        for id in found.ids
        if snapshot.nodes[id].label not in address.hide or id in address.focus
    ]
    positions = {
        **found.positions,
        **{id: position for id, position in address.at.items() if id in found.positions},
    }
    made = picture(
        shown.day, list(found.ids), len(found.ids), positions=positions, starts=address.focus
    )
    color, keys = hues(shown.day, ids, address.colour)
    size = sizes(shown.day, found.ids, address.size)
    entries = tuple(
        replace(entry, color=color.get(entry.id, entry.color), size=size.get(entry.id, entry.size))
        for entry in made.entries
    )
    made, dotted = replace(made, entries=entries, left_out=found.left), frozenset[str]()
    groups = {tie.id: FOLDED for tie in made.ties if not tie.type}
    if address.colour == "label":
        made = seated(shown.day, made, address.whom == "public")
    if address.since:
        made, groups = compared_picture(shown.day, made, address.since)
        dotted = frozenset(
            entry.id for entry in entries if not on_the_day(snapshot.nodes[entry.id], on)
        )
    side = outside(found.positions, address)
    return Scene(
        made,
        DrawOptions(
            base=address.base,
            side=side,
            ring=bool(side),
            hues=keys,
            dotted=dotted,
            groups=groups,
            sizes=size_says(shown.day, address.size),
        ),
        sentence(shown.day, address),
        found.left,
    )


def outside(positions: Mapping[str, Position], address: MapAddress) -> dict[str, str]:
    """On which side the names around a single start stand: the outer one, while nothing has grown
    and none is so many that lines of names would touch.
    """
    grown = address.question or address.path or address.grow or address.held or address.since
    if (
        len(address.focus) != 1
        or grown
        or len(positions) > FIRST + 1
        or address.focus[0] not in positions
    ):
        return {}
    middle = positions[address.focus[0]][0]
    sides = {id: "l" if x < middle else "r" for id, (x, _) in positions.items()}
    return sides | {address.focus[0]: "b"}


def compared_picture(day: Day, made: Picture, since: date) -> tuple[Picture, dict[str, str]]:
    """The picture with its ties in three looks: new since an earlier day, no longer there, as
    before; and the look of each tie by its id.
    """
    ids = [entry.id for entry in made.entries]
    now, then = (
        {row.key: row for row in ties_inside(one, ids) if _happened(one, row)}
        for one in (day, day.on(since))
    )
    ties, groups = [], {}
    for key, row in {**then, **now}.items():
        group = NEW if key not in then else GONE if key not in now else SAME
        tie = _in_look(tie_of(day.snapshot, row), group)
        ties.append(tie)
        groups[tie.id] = group
    for line in (tie for tie in made.ties if not tie.type):  # folded contacts, by the first of them
        groups[line.id] = NEW if line.since and as_date(line.since) > since else SAME
        ties.append(_in_look(line, groups[line.id]))
    return replace(made, ties=tuple(ties)), groups


def _happened(day: Day, row: RelationshipRow) -> bool:
    return all(on_the_day(day.snapshot.nodes[id], day.at) for id in (row.source, row.target))


def _in_look(tie: Tie, group: str) -> Tie:
    if group == NEW:
        return replace(tie, color=BLUE, line="solid", width=3.0)
    return (
        replace(tie, color="#A34600", line="dashed", width=1.8)
        if group == GONE
        else replace(tie, color="#B9B5AB", line="solid", width=0.9)
    )


def whole_graph(shown: View) -> Scene:
    """Everything on the day as groups with names in words."""
    ids = all_entries(shown.day)
    rows = ties_inside(shown.day, ids)
    made = bubbles(shown.day, ids, rows)
    groups = {tie.id: "ties between groups" for tie in made.ties}
    return Scene(
        made,
        DrawOptions(base=ALL, arrows=False, groups=groups, longest=60),
        f"The whole network on {date_words(shown.as_of.isoformat())}, in"
        f" {count(len(made.entries), 'group')}",
    )


def sentence(day: Day, address: MapAddress) -> str:
    """What the picture shows, in a sentence."""
    if address.path:
        columns = shortest_paths(day, *address.path)
        first, last = (caption(day.snapshot, id) for id in address.path)
        if not columns:
            return f"No way is recorded from {first} to {last}"
        steps = len(columns) - 1
        return f"From {first} to {last} in {count(steps, 'step')}"
    start = start_of(address.question)
    if start:
        return start.says
    if address.question == GROUP:
        return (
            f"The group around {day.snapshot.name(address.focus[0])}"
            if address.focus
            else "A group"
        )
    around = [
        id for id in dict.fromkeys((*address.focus, *address.grow)) if id in day.snapshot.nodes
    ]
    if not around:
        return "A picture that was opened"
    names = ", ".join(day.snapshot.name(id) for id in around[:3])
    return f"Around {names}{f' and {len(around) - 3} more' if len(around) > 3 else ''}"
