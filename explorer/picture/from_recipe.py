"""From a recipe to a picture, and back: what it shows is chosen, laid out and dressed; a recipe
that holds places is drawn with those.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from explorer.picture.bubbles import bubbles
from explorer.picture.folding import fold, folded
from explorer.picture.layout import arrange
from explorer.picture.letters import drawable
from explorer.picture.picture import BUBBLE, Layout, Picture, Position, Recipe
from explorer.picture.selection import (
    QUIET,
    choose,
    degree,
    on_the_day,
    picture,
    seated,
    ties_inside,
)
from explorer.picture.start_questions import STARTS, start_of
from explorer.words.captions import caption
from explorer.words.text import count
from graph_model.cached import cached
from graph_model.errors import UnknownId
from graph_model.measures import differing_settings, settings_of
from graph_model.measures.day import Day
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.take_out.privacy_findings import PrivacyFinding
from loaders.take_out.publish import CHOICES, Choice, Release, release_for

#: Above so many entries a picture shows groups as bubbles.
MOST = 5000
AUDIENCE = {"public": "for everybody", "coalition": "for the coalition", "private": ""}


@dataclass(frozen=True)
class PictureChanges:
    """What changed in the data since a picture was made: ids that are gone, names that would be in
    it today, and whether anything changed at all.
    """

    same: bool
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """The change in a sentence or two."""
        if self.same:
            return "The data has not changed since this picture was made."
        if not self.gone and not self.new:
            return (
                "The data has changed since this picture was made, but not which entries belong"
                " in it."
            )
        gone = (
            f"{_few(self.gone)} {'is' if len(self.gone) == 1 else 'are'} gone" if self.gone else ""
        )
        new = f"{_few(self.new)} would be new in it" if self.new else ""
        return f"Since this picture was made: {'; '.join(part for part in (gone, new) if part)}."


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - 4} more" if len(names) > 4 else ""
    return ", ".join(names[:4]) + more


def released(snapshot: Snapshot, audience: str, chosen: Mapping[str, Choice]) -> Release:
    """What may leave for an audience after these choices, in whatever order they were made; worked
    out once: a preview asks at every change, and a story for each of its slides.
    """
    return _released(snapshot, audience, tuple(sorted(chosen.items())))


@cached(maxsize=8)
def _released(snapshot: Snapshot, audience: str, chosen: tuple[tuple[str, Choice], ...]) -> Release:
    return release_for(snapshot, audience, dict(chosen))


def release_of(snapshot: Snapshot, recipe: Recipe) -> Release:
    """What the audience of a recipe may see, after the choices that it holds; those that its file
    may not tell are put in by whoever opens it.
    """
    chosen: dict[str, Choice] = {
        id: code for id, said in recipe.choices.items() for code in CHOICES if code == said
    }
    return released(snapshot, recipe.audience, chosen)


def day_of(shown: Snapshot, recipe: Recipe) -> Day:
    """What a recipe looks at: the day it names, else today, counted as it says."""
    on = date.fromisoformat(recipe.as_of) if recipe.as_of else date.today()
    return Day(shown, on, settings_of(shown, recipe.leave_out_derived, recipe.with_friends))


def recipe_of(shown: Snapshot, recipe: Recipe, title: str, entries: int) -> Recipe:
    """The recipe as it is kept in the file: with its day, what it holds, and the settings."""
    day = day_of(shown, recipe)
    return replace(
        recipe,
        title=recipe.title or title,
        as_of=day.at.isoformat(),
        entries=entries,
        settings=differing_settings(shown),
        fingerprint=shown.version,
    )


def lit_among(recipe: Recipe, names: Iterable[str]) -> Recipe:
    """The recipe without a highlight that is none of the names in the picture."""
    return recipe if recipe.highlight in set(names) else replace(recipe, highlight="")


def undecided_findings(snapshot: Snapshot, made: Picture) -> tuple[PrivacyFinding, ...]:
    """What in a picture could give somebody away, and has no choice yet; it may leave when there is
    none.
    """
    shown = {id for entry in made.entries for id in (entry.id, *entry.inside)}
    return tuple(
        finding for finding in release_of(snapshot, made.recipe).findings if finding.id in shown
    )


def compose(snapshot: Snapshot, recipe: Recipe) -> Picture:
    """The picture that a recipe describes. What its audience may not see takes no part. Raises
    `UnknownId` for a start that is not there.
    """
    shown = release_of(snapshot, recipe).snapshot
    day = day_of(shown, recipe)
    ids = (
        [id for id in recipe.places if id in shown.nodes]
        if recipe.places
        else wanted_ids(day, recipe)
    )
    if len(ids) > MOST:
        made = bubbles(day, ids, ties_inside(day, ids))
        positions: Mapping[str, Position] = made.positions
    else:
        recipe = replace(recipe, layout=_layout(recipe, ids))
        positions = _positions(day, recipe, ids)
        made = picture(day, ids, len(ids), positions=positions, starts=recipe.focus)
        made = seated(day, made, recipe.audience == "public")
    number = len(wanted_ids(day, recipe)) - len(ids) if recipe.limit and not recipe.places else 0
    kept = replace(
        recipe_of(shown, lit_among(recipe, positions), title(shown, recipe), len(made.entries)),
        places=positions,
        ties=len(made.ties),
    )
    return readable(
        replace(
            made,
            title=kept.title,
            filters=filters(shown, recipe),
            left_out=made.left_out + number,
            recipe=kept,
        )
    )


def _positions(day: Day, recipe: Recipe, ids: Sequence[str]) -> Mapping[str, Position]:
    """Where entries stand: as the recipe says, or laid out anew where it says nothing."""
    nodes = day.snapshot.nodes
    if held := {id: position for id, position in recipe.places.items() if id in nodes}:
        return held
    labels = {id: nodes[id].label for id in ids}
    pairs = [(row.source, row.target) for row in ties_inside(day, ids)]
    pairs += [(line.source, line.target) for line in folded(day, ids, recipe.focus)]
    return arrange(ids, pairs, recipe.layout, labels, recipe.focus)


def wanted_ids(day: Day, recipe: Recipe) -> list[str]:
    """The ids that a recipe asks for, the most important first."""
    for id in recipe.focus:
        day.snapshot.node(id)
    start = start_of(recipe.question)
    if recipe.question and start is None:
        raise UnknownId(
            f"There is no question {recipe.question!r}; there are"
            f" {', '.join(start.code for start in STARTS)}."
        )
    labels = frozenset(
        recipe.labels or (kind.label for kind in SCHEMA.nodes if kind.label not in QUIET)
    ) - frozenset(recipe.hidden)
    others = frozenset(kind.label for kind in SCHEMA.nodes) - labels
    around = (
        fold(day, choose(day, recipe.focus, recipe.hops, others), recipe.focus)
        if recipe.focus
        else []
    )
    if start:
        ids = list(dict.fromkeys([*start.answer(day), *around]))
    elif recipe.focus:
        ids = around
    else:
        rows = [
            row
            for row in day.snapshot.nodes.values()
            if row.label in labels and on_the_day(row, day.at)
        ]
        ids = [
            row.id for row in sorted(rows, key=lambda row: (-degree(day.snapshot, row.id), row.id))
        ]
    ids = [id for id in ids if day.snapshot.nodes[id].label in labels or id in recipe.focus]
    return ids[: recipe.limit] if recipe.limit else ids


def _layout(recipe: Recipe, ids: Sequence[str]) -> Layout:
    """A single start with its neighbours stands in the middle of a circle; the rest as the ties
    have it.
    """
    if (
        recipe.layout == "auto"
        and len(recipe.focus) == 1
        and recipe.hops == 1
        and not recipe.question
        and 1 < len(ids) <= 90
    ):
        return "circle"
    return recipe.layout


def title(shown: Snapshot, recipe: Recipe) -> str:
    """What a picture without a title is called."""
    start = start_of(recipe.question)
    if start:
        return start.says
    if recipe.focus:
        return f"Around {_few([caption(shown, id) for id in recipe.focus])}"
    return "The network of the coalition"


def filters(shown: Snapshot, recipe: Recipe) -> tuple[str, ...]:
    """Every filter in words."""
    plural = {kind.label: kind.plural.lower() for kind in SCHEMA.nodes}
    found = []
    if recipe.focus and (recipe.title or recipe.question):
        names = [caption(shown, id) for id in recipe.focus]
        found.append(
            f"around {' and '.join(names)}"
            if len(names) < 3
            else f"around {len(names)} chosen entries"
        )
    if recipe.focus and recipe.hops > 1:
        found.append(f"within {count(recipe.hops, 'step')}")
    if recipe.labels:
        found.append(f"only {', '.join(plural[label] for label in recipe.labels)}")
    without = [
        plural[label] for label in (*(() if recipe.labels else sorted(QUIET)), *recipe.hidden)
    ]
    if without:
        found.append(f"without {', '.join(without)}")
    if recipe.limit:
        found.append(f"the {recipe.limit:,} best tied")
    return (*found, *(said for said in (AUDIENCE[recipe.audience],) if said))


def readable(made: Picture) -> Picture:
    """Names in letters that no font at hand has are replaced by ids, and the picture says so."""
    names = {entry.id: drawable(entry.name, entry.id) for entry in made.entries}
    replaced = sum(lacking for _, lacking in names.values())
    if not replaced:
        return made
    note = (
        f"{replaced} name{'s are' if replaced > 1 else ' is'} in letters that no font at hand has;"
        f" the id stands in {'their' if replaced > 1 else 'its'} place."
    )
    return replace(
        made,
        entries=tuple(replace(entry, name=names[entry.id][0]) for entry in made.entries),
        notes=(*made.notes, note),
    )


def shows_groups(recipe: Recipe) -> bool:
    """Whether a recipe holds places of bubbles, each of which stands for a group."""
    return any(id.startswith(BUBBLE) for id in recipe.places)


def gone_from(shown: Snapshot, recipe: Recipe) -> tuple[str, ...]:
    """The entries that a recipe holds and that are no longer there."""
    return tuple(id for id in recipe.places if id not in shown.nodes and not id.startswith(BUBBLE))


def reopened(snapshot: Snapshot, recipe: Recipe) -> tuple[Picture, PictureChanges]:
    """A reopened picture: the same entries in the same places, and what changed in the data
    since.
    """
    shown = release_of(snapshot, recipe).snapshot
    kept = replace(recipe, focus=tuple(id for id in recipe.focus if id in shown.nodes))
    day = day_of(shown, recipe)
    gone = gone_from(shown, recipe)
    now = (
        wanted_ids(day, kept) if recipe.hops and (kept.focus or not recipe.focus) else []
    )  # no steps: exactly these entries were meant
    new = (
        tuple(caption(shown, id) for id in now if id not in recipe.places)
        if len(now) <= MOST
        else ()
    )
    bubbled = shows_groups(recipe)
    left = replace(
        kept,
        places=(
            {}
            if bubbled
            else {id: position for id, position in recipe.places.items() if id not in gone}
        ),
    )
    return compose(snapshot, left), PictureChanges(shown.version == recipe.fingerprint, gone, new)
