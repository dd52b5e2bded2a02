"""Colours and sizes of entries by what is asked about them. The shape always says the label, so a
colour may say something else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from explorer.pages.map.positions import all_groups
from explorer.picture.bubbles import called
from explorer.picture.network_payload import ColorLegendLine
from explorer.picture.selection import degree
from explorer.words.text import words
from graph_model.cached import cached
from graph_model.measures import KINDS, Cell, find_cells, main_kind, our_contacts, ties
from graph_model.measures.day import Day
from graph_model.measures.gap_kinds import NO_RECORDED_CONTACT
from graph_model.vocabulary import SCHEMA
from graph_model.vocabulary.palette import BLUE, SKY

COLOURS = {
    "label": "What it is",
    "group": "Stakeholder group",
    "community": "Who is tied together",
    "gap": "Kind of gap",
    "warmth": "How warm the line is",
}
SIZES = {
    "ties": "Number of ties",
    "contacts": "Number of contacts",
    "importance": "Weight on the table",
    "same": "All the same",
}
#: Okabe and Ito (2008), in the order in which they are given out; grey is for what the question
#: does not ask.
PALETTE = (BLUE, "#E69F00", "#009E73", "#CC79A7", SKY, "#D55E00", "#F0E442")
NONE = "#C9C5BB"
#: More ties than these make no mark larger.
MANY_TIES = 60
GAPS = {
    "several": BLUE,
    "one": SKY,
    "cooled": "#009E73",
    "raised_by_others": "#009E73",
    "never_raised": "#009E73",
    "quiet": "#9AA1A7",
    "slight": "#C3C8CC",
    "no_answer": "#E69F00",
    "nobody": "#D55E00",
    "unknown": "#E9E7E1",
}
WARM = ((0.5, "strong", BLUE), (0.3, "live", SKY), (0.0, "gone quiet", "#9AA1A7"))


def hues(
    day: Day, ids: Sequence[str], by: str
) -> tuple[dict[str, str], tuple[ColorLegendLine, ...]]:
    """The colour of each entry, and what the colours say; both empty when colours say the label. An
    entry has the same colour on a day in every picture, whatever else is shown.
    """
    if by == "group":
        groups = SCHEMA.codes("Member", "stakeholder_group")
        return _coloured(
            ids,
            {id: day.snapshot.nodes[id].text("stakeholder_group") for id in ids},
            {code: words(code) for code in groups},
        )
    if by == "community":
        return _communities(day, ids)
    if by == "gap":
        return _coloured(ids, _gaps(day, ids), {kind.code: kind.says for kind in KINDS}, GAPS)
    if by == "warmth":
        return _warmth(day, ids)
    return {}, ()


def sizes(day: Day, ids: Sequence[str], by: str) -> dict[str, float]:
    """Half the width of each entry, in the units of a picture; the largest there is that day is
    three times the smallest, so that sizes compare from picture to picture.
    """
    if by == "same":
        return dict.fromkeys(ids, 10.0)
    values, most = _scale(day, by)
    return {
        id: round(7 + 11 * (min(most, values.get(id, 0)) / most) ** 0.5, 1) if most else 7.0
        for id in ids
    }


def size_says(day: Day, by: str) -> str:
    """What the sizes say, for the legend; nothing where all are the same."""
    if by == "same":
        return ""
    most = _scale(day, by)[1]
    many = f"{MANY_TIES} and more" if by == "ties" else f"{most:,.0f}"
    largest = f": the largest mark stands for {many}" if by != "importance" else ""
    return f"Size: {SIZES[by].lower()}{largest}"


@cached(maxsize=16)
def _scale(day: Day, by: str) -> tuple[Mapping[str, float], float]:
    """What sizes are measured by, over the whole graph of a day, and the most of it."""
    values: Mapping[str, float]
    if by == "contacts":
        values = Counter(
            id
            for contact in our_contacts(day)
            if contact.on <= day.at
            for id in (*contact.members, *contact.delegations, *contact.issues)
        )
    elif by == "importance":
        weight: defaultdict[str, float] = defaultdict(float)
        for cell in find_cells(day):
            weight[cell.delegation] += cell.importance
            weight[cell.issue] += cell.importance
        values = weight
    else:
        return {id: degree(day.snapshot, id) for id in day.snapshot.nodes}, MANY_TIES
    return values, max(values.values(), default=0)


def _coloured(
    ids: Sequence[str],
    code: Mapping[str, str],
    says: Mapping[str, str],
    colors: Mapping[str, str] | None = None,
) -> tuple[dict[str, str], tuple[ColorLegendLine, ...]]:
    of = colors or dict(zip(says, PALETTE, strict=False))
    number = Counter(code.get(id, "") for id in ids)
    legend = tuple(
        ColorLegendLine(words, of[its], number[its]) for its, words in says.items() if number[its]
    )
    rest = sum(count for its, count in number.items() if its not in says)
    return {id: of.get(code.get(id, ""), NONE) for id in ids}, (
        *legend,
        *((ColorLegendLine("does not apply", NONE, rest),) if rest else ()),
    )


def _communities(
    day: Day, ids: Sequence[str]
) -> tuple[dict[str, str], tuple[ColorLegendLine, ...]]:
    """By the groups of the whole network, the largest of them each in a colour of its own."""
    code, says = _groups(day)
    return _coloured(ids, code, says)


@cached(maxsize=8)
def _groups(day: Day) -> tuple[dict[str, str], dict[str, str]]:
    """The group of each entry, and what each group is called, the largest first."""
    groups = [group for group in all_groups(day) if len(group) > 1][: len(PALETTE)]
    return (
        {id: str(number) for number, group in enumerate(groups) for id in group},
        {str(number): called(day.snapshot, group) for number, group in enumerate(groups)},
    )


def _gaps(day: Day, ids: Sequence[str]) -> dict[str, str]:
    """The kind that holds most of the weight of a delegation or an issue."""
    found: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in find_cells(day):
        found[cell.delegation].append(cell)
        found[cell.issue].append(cell)
    return {id: main_kind(found[id]) for id in ids if id in found}


def _warmth(day: Day, ids: Sequence[str]) -> tuple[dict[str, str], tuple[ColorLegendLine, ...]]:
    best: defaultdict[str, float] = defaultdict(lambda: -1.0)
    for (member, delegation), value in ties(day).warmth.items():
        best[member], best[delegation] = max(best[member], value), max(best[delegation], value)
    code = {}
    for id in ids:
        if day.snapshot.nodes[id].label in ("Member", "Delegation"):
            code[id] = next(
                (word for least, word, _ in WARM if best[id] >= least), NO_RECORDED_CONTACT
            )
    colors = {word: color for _, word, color in WARM} | {NO_RECORDED_CONTACT: "#E9E7E1"}
    return _coloured(ids, code, {word: word for word in colors}, colors)
