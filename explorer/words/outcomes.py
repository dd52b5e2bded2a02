"""What came of a contact, in words."""

from __future__ import annotations

from graph_model.measures import Settings
from graph_model.rows import NodeRow

OUTCOMES = {
    "answered": "answered",
    "no_answer": "no answer",
    "refused": "refused",
    "unknown": "no reply on record",
}


def outcome_words(contact: NodeRow, settings: Settings) -> str:
    """What came of it, where that needs a word: a message may have had no answer, and a refusal is
    told of every kind. Empty else.
    """
    outcome = contact.text("outcome")
    told = contact.text("kind") in settings.messages or outcome == "refused"
    return OUTCOMES.get(outcome, "") if told else ""
