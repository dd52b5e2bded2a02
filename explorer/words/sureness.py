"""How sure a fact is, in the words of a reader: the one place that says what a mark of confidence
means, beside a source, behind a sentence, and of a clause.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph_model.capitals import first_up
from graph_model.rows import NodeRow, RelationshipRow


@dataclass(frozen=True)
class DoubtWords:
    """What is said of a fact that its source does not fully bear out."""

    #: Beside its source.
    source: str
    #: Behind what is told of it.
    fact: str
    #: Of a clause, and on what several of them rest.
    clause: str
    clauses: str


#: The marks of confidence, the weakest first; of several rows behind one sentence it counts.
DOUBTS = {
    "memory": DoubtWords(
        "no source yet", "not yet checked against a source", "from memory", "clauses from memory"
    ),
    "partial": DoubtWords(
        "partly checked",
        "borne out in part",
        "the clause was not read or is borne out in part",
        "clauses that were not read or are borne out in part",
    ),
    "derived": DoubtWords(
        "worked out from other rows",
        "derived from other rows",
        "taken over from another agreement",
        "clauses taken over from another agreement",
    ),
}
#: The same of what somebody marked otherwise, as a sheet of one's own may.
UNMARKED = DoubtWords(
    "", "checked by nobody", "nobody checked the clause", "clauses that nobody checked"
)
#: A row that says what we mean by a word has nothing to be borne out.
DEFINED, DEFINITION = "reference", "a definition of ours"


def beside_source(confidence: str) -> str:
    """How far a fact was checked, beside its source.

    >>> beside_source("verified_text"), beside_source("memory"), beside_source("reference")
    ('checked', 'no source yet', 'a definition of ours')
    """
    if confidence == DEFINED:
        return DEFINITION
    return "checked" if confidence.startswith("verified") else _words(confidence).source


def clause_doubt(clause: RelationshipRow) -> str:
    """What a clause rests on that its source does not fully bear out; empty where it does.

    >>> marks = ("verified_topic", "derived", "reference")
    >>> [
    ...     clause_doubt(RelationshipRow("COVERS", "deal", "flows", {"confidence": mark}))
    ...     for mark in marks
    ... ]
    ['', 'taken over from another agreement', 'nobody checked the clause']
    """
    return "" if clause.borne_out else _words(clause.text("confidence")).clause


def clauses_doubted(mark: str) -> str:
    """The same of several clauses with one mark."""
    return _words(mark).clauses


def doubt(*rows: NodeRow | RelationshipRow) -> str:
    """How far the weakest of some rows is borne out; empty where all are to the full.

    >>> doubt(NodeRow("Event", "a", {"confidence": "partial"}), NodeRow("Event", "b"))
    'borne out in part'
    """
    held = {row.text("confidence") for row in rows if not row.borne_out} - {"", DEFINED}
    weakest = next((mark for mark in DOUBTS if mark in held), "other")
    return _words(weakest).fact if held else ""


def with_doubt(said: str, unsure: str) -> str:
    """Words and, behind them, how far they are borne out (`doubt`).

    >>> with_doubt("met, 2023", "borne out in part"), with_doubt("met, 2023", "")
    ('met, 2023; borne out in part', 'met, 2023')
    """
    return "; ".join(filter(None, (said, unsure)))


def sure(*rows: NodeRow | RelationshipRow) -> str:
    """The same as one more sentence behind what the rows say.

    >>> sure(NodeRow("Event", "a", {"confidence": "memory"}))
    ' Not yet checked against a source.'
    """
    said = doubt(*rows)
    return f" {first_up(said)}." if said else ""


def _words(mark: str) -> DoubtWords:
    return DOUBTS.get(mark, UNMARKED)
