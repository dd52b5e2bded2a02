"""Who scores best and worst on the transparency resolution of 2017, and what became known since;
how much is known comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from explorer.answers.answer_tables import (
    AnswerGroup,
    AnswerRow,
    GroupedAnswer,
    date_cell,
    entries_cell,
    number_cell,
    share_cell,
    text_cell,
)
from explorer.words.resolution import no_points
from explorer.words.text import count, listed
from graph_model.dates import date_words
from graph_model.measures import Day
from graph_model.measures.transparency import TransparencyScore, changes, extremes, scores
from graph_model.source_addresses import first_source, joined_sources

HEAD = ("who", "score", "points known", "met", "partly", "not met")


def transparency(day: Day, since: date) -> GroupedAnswer:
    """Bands of scores in three groups, and what became known after a day."""
    found = scores(day)
    if not found:
        nobody = no_points(day) or "Nobody was held against the resolution of 2017 yet."
        return GroupedAnswer(nobody, "", ())
    best, worst = extremes(found)
    between = [score for score in found if score not in (*best, *worst)]
    known, of = sum(score.known for score in found), sum(len(score.points) for score in found)
    told = _told(day, best, worst)
    are = "is" if known == 1 else "are"
    sentence = f"{known} of {count(of, 'answer')} {are} known, so that much is sure: {told}."
    lead = (
        f"Each score is a band over the {count(len(found[0].points), 'point')} of the coalition's"
        " resolution: at least what is known to be met, at best that and all that is not known."
        " Surely best is whom nobody passes whatever becomes known and who is above somebody; no"
        " order is meant between bands that overlap."
    )
    groups = (
        _group(day, "Surely best", best),
        _group(day, "Surely worst", worst),
        _group(day, "Not to be ordered: their bands overlap", between),
        _became_known(day, since),
    )
    return GroupedAnswer(sentence, lead, groups)


def _told(day: Day, best: Sequence[TransparencyScore], worst: Sequence[TransparencyScore]) -> str:
    """Who is surely best and worst, in the middle of a sentence."""
    if not best or not worst:
        return "nobody is surely best or worst"
    names = [listed([day.snapshot.name(one.subject) for one in part]) for part in (best, worst)]
    return (
        f"surely best {'is' if len(best) == 1 else 'are'} {names[0]}, surely worst"
        f" {'is' if len(worst) == 1 else 'are'} {names[1]}"
    )


def _became_known(day: Day, since: date) -> AnswerGroup:
    """What became known after a day."""
    rows = tuple(
        AnswerRow(
            (
                entries_cell(day.snapshot, (change.subject,)),
                entries_cell(day.snapshot, (change.indicator,)),
                text_cell(f"{change.before or 'not known'} → {change.after}"),
                date_cell(change.row.text("as_of") if change.row else ""),
            ),
            change.row.text("source_url") if change.row else "",
        )
        for change in changes(day, since)
    )
    title = f"What became known since {date_words(since.isoformat())}: {count(len(rows), 'answer')}"
    return AnswerGroup(title, "", ("who", "point", "before → now", "found"), rows)


def _group(day: Day, title: str, part: Sequence[TransparencyScore]) -> AnswerGroup:
    rows = tuple(
        AnswerRow(
            (
                entries_cell(day.snapshot, (score.subject,)),
                share_cell(score.low, score.high),
                text_cell(f"{score.known} of {len(score.points)}"),
                *(
                    number_cell(sum(point.value == value for point in score.points))
                    for value in ("yes", "partial", "no")
                ),
            ),
            joined_sources(
                first_source(point.row.text("source_url"))
                for point in score.points
                if point.row and point.known
            ),
        )
        for score in part
    )
    return AnswerGroup(f"{title}: {len(rows)}", "", HEAD, rows)
