"""How a rank is said, which on screen is a *place*: as the range that it keeps when a part of what
we know is missing. One wording for every list of the app.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from graph_model.measures.day import Day
from graph_model.measures.ranges.day_ranks import too_many
from graph_model.measures.ranges.rank_ranges import RankRange, ranks_among
from graph_model.measures.ranges.redraws import LIMIT

#: What a place means, below every list that has them.
HELP = (
    "nine times in ten it lies in its range when a tenth of what we know is left out. Where ranges"
    " overlap, no order is meant."
)
#: The same where each entry has a band of scores.
BANDS = (
    "it is the best and the worst that the bands leave, whatever becomes known. Where ranges"
    " overlap, no order is meant."
)
#: What is said instead where no place is given.
TOO_MANY = (
    f"More than {LIMIT:,} lines are on the table, too many to draw it anew: no places are given,"
    " and how sure this order is is not known."
)
#: What is said first where all ranges overlap.
NO_ORDER = "No order among these."
#: What stands before an entry whose number in its list is not sure.
UNSURE = "•"


def by_name(ranks: Sequence[RankRange]) -> dict[str, RankRange]:
    """Ranks by the entry they are of."""
    return {rank.name: rank for rank in ranks}


def rank_range(best: int, worst: int) -> str:
    """Two ends of a rank as people read them: '3', '1–4'."""
    return str(best) if best == worst else f"{best}–{worst}"


def rank_words(rank: RankRange | None, last: int = 0) -> str:
    """The range; `last` is the number of entries in a list that the draws may leave out of it.

    >>> (
    ...     rank_words(RankRange("a", 9, 1, 1, 4, 0)),
    ...     rank_words(RankRange("a", 9, 3, 2, 6, 0), last=5),
    ...     rank_words(None),
    ... )
    ('1–4', '2 or later', '–')
    """
    if rank is None:
        return "–"
    return f"{rank.low} or later" if last and rank.high > last else rank_range(rank.low, rank.high)


def numbers(ranks: Sequence[RankRange]) -> list[str]:
    """What stands before each entry of a short list: its number where the ranges leave no other,
    else a point.

    >>> numbers(
    ...     [
    ...         RankRange("a", 9, 1, 1, 4, 0),
    ...         RankRange("b", 5, 9, 6, 11, 0),
    ...         RankRange("c", 4, 10, 8, 12, 0),
    ...     ]
    ... )
    ['1', '•', '•']
    """
    return [
        str(best) if best == worst else UNSURE
        for best, worst in ranks_among([(rank.low, rank.high) for rank in ranks])
    ]


def order_words(ranks: Sequence[RankRange], of: str, help: str = HELP, *, day: Day | None) -> str:
    """What the order of a list is worth, and what the places are places of; of a day it can
    tell why there is none.

    >>> pair = [RankRange("a", 9, 1, 1, 4, 0), RankRange("b", 8, 2, 2, 4, 0)]
    >>> order_words(pair, "53 delegations", day=None)[:60]
    'No order among these. A place is one among 53 delegations; n'
    """
    if not ranks and day and too_many(day):
        return TOO_MANY
    if len(ranks) < 2:
        return ""
    none = max(rank.low for rank in ranks) <= min(rank.high for rank in ranks)
    return f"{f'{NO_ORDER} ' if none else ''}A place is one among {of}; {help}"


def rank_fields(rank: RankRange | None) -> dict[str, Any]:
    """A rank as the commands give it; nothing where there is none."""
    return (
        {"rank": rank.rank, "rank_low": rank.low, "rank_high": rank.high, "tier": rank.tier}
        if rank
        else {}
    )


def order_html(ranks: Sequence[RankRange], of: str, help: str = HELP, *, day: Day | None) -> str:
    """The same below a list, behind a question mark; nothing where there is no order to speak
    of.
    """
    said = order_words(ranks, of, help, day=day)
    return (
        '<details class="lk-help"><summary>What a place means</summary><p'
        f' class="lk-small">{escape(said)}</p></details>'
        if said
        else ""
    )
