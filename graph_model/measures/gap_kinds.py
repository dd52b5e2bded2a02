"""The kinds of gap: the one table of what a line can be, and what to do about each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class GapKind:
    """A kind of cell, in plain words, with what to do about it."""

    code: str
    says: str
    means: str
    remedy: str
    remedy_says: str


#: What is said, wherever it is said, of whom nobody of us is known to have met: never that there
#: was no contact.
NO_RECORDED_CONTACT = "no recorded contact"

KINDS = (
    GapKind(
        "several",
        "Reached by several",
        "two or more members have a live line on this issue",
        "keep",
        "Keep it",
    ),
    GapKind(
        "one",
        "Hangs on one",
        "a single member carries the line on this issue",
        "double_it",
        "Double it",
    ),
    GapKind(
        "cooled",
        "Raised before, has cooled",
        "the line is live; who carries it raised this issue before, too long ago to count",
        "raise_again",
        "Raise it again",
    ),
    GapKind(
        "raised_by_others",
        "Raised by others",
        "the line is live; this issue was raised by others of us, not by who carries it",
        "raise_it",
        "Raise it",
    ),
    GapKind(
        "never_raised",
        "Never raised",
        "the line is live; no contact of ours about this issue is on record",
        "raise_it",
        "Raise it",
    ),
    GapKind(
        "quiet",
        "Gone quiet",
        "there was a live line once; what is left of it is too old to count",
        "revive",
        "Revive it",
    ),
    GapKind(
        "slight",
        "Met in passing",
        "there were contacts, a panel or a full room, too slight to make a line on any day",
        "own_talk",
        "Ask for a talk of your own",
    ),
    GapKind(
        "no_answer",
        "Tried, in vain",
        "members wrote or asked; they were refused, or no answer is on record",
        "another_way_in",
        "Find another way in",
    ),
    GapKind(
        "nobody",
        "Nobody known",
        "the members were asked, and none has a contact",
        "first_contact",
        "Make first contact",
    ),
    GapKind(
        "unknown",
        "Not known",
        f"{NO_RECORDED_CONTACT} of ours, and no answer of the members settles it",
        "ask_members",
        "Ask the members",
    ),
)


KIND = {kind.code: kind for kind in KINDS}
#: The codes, from the best line to none at all.
BEST_FIRST = tuple(KIND)
REACHED = ("several", "one")
#: As the band shows them: what is reached, what may be, then what is not.
BAND_ORDER = (
    *REACHED,
    "unknown",
    *(code for code in BEST_FIRST if code not in (*REACHED, "unknown")),
)
#: The delegation has a live line to us, on whatever issue.
LIVE = (*REACHED, "cooled", "raised_by_others", "never_raised")
#: No contact is on record; the evidence is what members answered when asked.
NO_CONTACT = ("nobody", "unknown")
