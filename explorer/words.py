"""Codes as people say them."""

from __future__ import annotations

STATUS = {
    "exploratory": "first talks",
    "negotiating": "under negotiation",
    "concluded": "concluded, not yet signed",
    "signed": "signed, not yet in force",
    "adopted_not_in_force": "adopted, not yet in force",
    "provisional": "applied provisionally",
    "review_open": "open for review",
}
STRENGTH = {
    "binding": "binding rule",
    "proposed": "rule proposed",
    "best_endeavour": "best-endeavour rule",
    "reported": "reported to be on the table",
    "suspended": "suspended rule",
    "exception_only": "an exception only",
    "exception_dominated": "rule with wide exceptions",
    "cooperation": "cooperation only",
    "affirmation": "affirmed in words",
    "review_clause": "to be reviewed",
    "discussed_only": "discussed only",
    "indirect": "touched indirectly",
}
OUTCOME = {
    "held": "held",
    "answered": "answered",
    "no_answer": "no answer on record",
    "refused": "refused",
    "unknown": "outcome not recorded",
}
CHECKED = {
    "verified": "checked",
    "verified_text": "checked in the text",
    "verified_topic": "topic checked",
    "partial": "partly checked",
    "derived": "derived from other entries",
    "reference": "our own definition",
    "memory": "not yet checked",
}


def say(words: dict[str, str], code: str) -> str:
    """A code in words; one without words of its own loses its underscores.

    >>> say(STATUS, "signed"), say(OUTCOME, "put_off"), say(OUTCOME, "")
    ('signed, not yet in force', 'put off', 'outcome not recorded')
    """
    return words.get(code) or code.replace("_", " ") or OUTCOME["unknown"]


def percent(share: float) -> str:
    """A share as a whole percentage that is never rounded to none or all.

    >>> percent(0.0), percent(0.001), percent(0.354), percent(0.999), percent(1.0)
    ('0%', 'under 1%', '35%', 'over 99%', '100%')
    """
    if 0.0 < share < 0.005:
        return "under 1%"
    if 0.995 <= share < 1.0 - 1e-9:
        return "over 99%"
    return f"{share:.0%}"


def number(count: int, singular: str, plural: str = "") -> str:
    """A count with its noun.

    >>> number(1, "line"), number(1015, "line"), number(2, "delegation")
    ('1 line', '1,015 lines', '2 delegations')
    """
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


def listing(names: list[str], most: int = 3) -> str:
    """Names in a sentence.

    >>> listing(["a"]), listing(["a", "b", "c"]), listing(["a", "b", "c", "d", "e"])
    ('a', 'a, b and c', 'a, b, c and 2 more')
    """
    shown = names[:most] if len(names) > most + 1 else names
    rest = [f"{len(names) - most} more"] if len(names) > most + 1 else []
    parts = [*shown, *rest]
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1] if parts else "") if part)
