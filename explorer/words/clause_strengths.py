"""What the words of strength mean, for readers who do not know them: one sentence each, the verb in
which a clause is told, and the group in which a reader looks for it.
"""

from __future__ import annotations

from dataclasses import dataclass

BINDS, ENCOURAGES, LEFT_OUT, OPEN = "binds", "encourages", "left out on purpose", "not settled"
#: In the order in which they are told.
GROUPS = (BINDS, ENCOURAGES, LEFT_OUT, OPEN)


@dataclass(frozen=True)
class StrengthWord:
    """One word of strength: its group, what an agreement does of which it is said, and its
    meaning.
    """

    group: str
    does: str
    means: str


STRENGTH_WORDS = {
    "binding": StrengthWord(
        BINDS, "is binding", "The parties must do it (or must not); the text says “shall”."
    ),
    "exception_dominated": StrengthWord(
        BINDS,
        "has a rule that is exception dominated",
        "There is a rule, and exceptions so wide that each party decides how far it goes.",
    ),
    "exception_only": StrengthWord(
        ENCOURAGES,
        "names it in an exception only",
        "The issue is named only where the text says what remains allowed.",
    ),
    "best_endeavour": StrengthWord(
        ENCOURAGES, "asks for best endeavour", "The parties are to try; failing to is no breach."
    ),
    "cooperation": StrengthWord(
        ENCOURAGES, "is cooperative", "The parties talk, exchange experience or work together."
    ),
    "affirmation": StrengthWord(
        ENCOURAGES,
        "holds an affirmation",
        "The parties affirm what they already hold or recognise that the issue matters.",
    ),
    "review_clause": StrengthWord(
        ENCOURAGES,
        "holds a review clause",
        "The parties are to come back to it on a day or after years.",
    ),
    "indirect": StrengthWord(
        ENCOURAGES, "is indirect", "A rule on something else reaches the issue."
    ),
    "absent_by_design": StrengthWord(
        LEFT_OUT, "is absent by design", "It was raised, and the text leaves it out on purpose."
    ),
    "withdrawn": StrengthWord(
        LEFT_OUT,
        "has a clause that was withdrawn",
        "A clause was proposed, and taken off the table again.",
    ),
    "proposed": StrengthWord(
        OPEN, "has a clause that is proposed", "A party has proposed a clause; nothing is agreed."
    ),
    "reported": StrengthWord(
        OPEN,
        "has a clause that is reported",
        "Others report that a clause exists or is drafted; its words are not out.",
    ),
    "discussed_only": StrengthWord(
        OPEN, "was discussed only", "It came up in the talks, and no clause is known."
    ),
    "suspended": StrengthWord(
        OPEN, "has a clause that is suspended", "A clause was agreed and has been set aside."
    ),
    "lapsed": StrengthWord(OPEN, "has a rule that has lapsed", "A rule held once and has run out."),
}
