"""Finding a clause by what people type of it: an agreement and an issue together ("RCEP spam"), or
words of its note ("dispute holiday").
"""

from __future__ import annotations

from collections.abc import Iterator

from graph_model.cached import cached
from graph_model.rows import Key, RelationshipRow
from graph_model.search import find
from graph_model.search_words import WORD, folded_text
from graph_model.snapshot import Snapshot

#: So many words are split into an agreement and an issue; more are looked for in notes alone.
SPLIT = 6
#: So many entries of a part are tried with those of the other.
TRIED = 6


def clauses(snapshot: Snapshot, wanted: str, limit: int = 4) -> list[RelationshipRow]:
    """The clauses that what was typed names, those of an agreement and an issue first. One word
    names none.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    wanted : str
        What was typed: an agreement, and an issue or an article.
    limit : int, optional
        How many are given at most.

    Returns
    -------
    list[RelationshipRow]
        Rows of ``COVERS``.

    Examples
    --------
    >>> clauses(Snapshot(), "RCEP spam")
    []
    """
    words = WORD.findall(folded_text(wanted))
    if len(words) < 2:
        return []
    found: dict[Key, RelationshipRow] = {}
    for tie in (*_by_names(snapshot, words), *_by_note(snapshot, words)):
        found.setdefault(tie.key, tie)
    return list(found.values())[:limit]


def _by_names(snapshot: Snapshot, words: list[str]) -> Iterator[RelationshipRow]:
    if len(words) > SPLIT:
        return
    for cut in range(1, len(words)):
        parts = " ".join(words[:cut]), " ".join(words[cut:])
        for agreement, issue in (parts, parts[::-1]):
            issues = set(_named(snapshot, issue, "Issue"))
            for id in _named(snapshot, agreement, "Agreement") if issues else ():
                for tie in snapshot.out(id, "COVERS"):
                    if tie.target in issues:
                        yield tie


def _named(snapshot: Snapshot, words: str, label: str) -> list[str]:
    hits = find(snapshot, words, TRIED, labels=(label,))
    return [hit.id for hit in hits if hit.holds]


def _by_note(snapshot: Snapshot, words: list[str]) -> Iterator[RelationshipRow]:
    for tie, note in _notes(snapshot):
        if all(word in note for word in words):
            yield tie


@cached(maxsize=4)
def _notes(snapshot: Snapshot) -> tuple[tuple[RelationshipRow, str], ...]:
    ties = snapshot.ties("COVERS")
    return tuple((tie, folded_text(tie.text("note"))) for tie in ties if tie.text("note"))
