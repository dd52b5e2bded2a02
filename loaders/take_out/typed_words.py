"""Words that somebody typed for others to read: whether they name whom the rows keep back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph_model.cached import cached
from graph_model.search import NAMES
from graph_model.search_words import WORD, folded_text
from graph_model.snapshot import Snapshot

#: Shorter names are words of every day.
SHORTEST = 3
#: So many of the names are said.
MOST_SAID = 3
NOT_WRITTEN = "; nothing was written"


def kept_back_names(everything: Snapshot, leaving: Snapshot, said: Iterable[str]) -> list[str]:
    """The names in what was typed that stand in the graph and not in what leaves of it.

    >>> from graph_model import NodeRow, Rows
    >>> whole = Snapshot(Rows((NodeRow("Member", "quiet", {"name": "Quiet Union"}),)))
    >>> kept_back_names(whole, Snapshot(), ["Through the quiet union we reach all."])
    ['Quiet Union']
    """
    typed = _words(" . ".join(said))
    if everything is leaving or not typed:
        return []
    text = f" {' '.join(typed)} "
    left = _names(leaving)
    return sorted(
        name
        for words, name in _names(everything).items()
        if words not in left and f" {words} " in text
    )


def refusal(names: Sequence[str], typed: str, taken: str, done: str = "") -> str:
    """What is said where typed words name whom the rows keep back.

    >>> refusal(["A", "B", "C", "D"], "Your note names", "it", NOT_WRITTEN).partition(".")[0]
    'Your note names A, B, C, and what leaves does not; nothing was written'
    """
    return (
        f"{typed} {', '.join(names[:MOST_SAID])}, and what leaves does not{done}. Say it without"
        f" the name, or take {taken} out for those who may see it."
    )


@cached(maxsize=8)
def _names(snapshot: Snapshot) -> dict[str, str]:
    """Every name in a graph, by its words as they are compared."""
    found: dict[str, str] = {}
    for row in snapshot.nodes.values():
        for name in map(row.text, NAMES):
            words = " ".join(_words(name))
            if len(words) >= SHORTEST:
                found.setdefault(words, name)
    return found


def _words(text: str) -> list[str]:
    return WORD.findall(folded_text(text))
