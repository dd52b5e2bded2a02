"""How the picture moved, in a sentence."""

from __future__ import annotations

from explorer.words.text import count
from graph_model.capitals import first_up
from graph_model.measures import KIND
from graph_model.measures.changed.band_shift import OFF, BandShift
from graph_model.shares import NEAR, percent


def band_moved(change: BandShift, trial: bool = False) -> str:
    """The band before and after: 'reached was 0%, now 2%; at best 98%, now 97%'; on trial 'reached
    is 0%, would be 2%'.
    """
    before_word, after_word = ("is", "would be") if trial else ("was", "now")
    old, new = change.before, change.after
    parts = []
    for word, was, now in (("reached", old.low, new.low), ("at best", old.high, new.high)):
        before, after = percent(was), percent(now)
        if before == after:  # too little to see in whole percents
            before, after = f"{was:.2%}", f"{now:.2%}"
        if before != after:
            parts.append(f"{word} {before_word} {before}, {after_word} {after}")
        elif abs(now - was) <= NEAR:
            parts.append(f"{word} stays at {percent(was)}")
        else:
            moves = f"{'up' if now > was else 'down'} by less than 0.01%"
            parts.append(f"{word} {before_word} {percent(was)}, {moves}")
    return "; ".join(parts)


def steps_moved(change: BandShift, most: int = 4) -> str:
    """The lines that changed: 'gone quiet → hangs on one for 14 lines'; empty when none did."""
    says = {
        **{kind.code: kind.says[:1].lower() + kind.says[1:] for kind in KIND.values()},
        OFF: "not on the table",
    }
    parts = [
        f"{says[one]} → {says[other]} for {count(number, 'line')}"
        for one, other, number in change.steps[:most]
    ]
    rest = sum(number for _, _, number in change.steps[most:])
    return ", ".join([*parts, *([count(rest, "more line")] if rest else [])])


def moved_sentence(change: BandShift, trial: bool = False) -> str:
    """Both in one sentence; that nothing moved is said as well. `trial`: nothing has happened
    yet.
    """
    steps = steps_moved(change)
    if not steps and change.before == change.after:
        return f"The band does not move: {band_moved(change)}."
    said = f"{band_moved(change, trial)}{': ' + steps if steps else ''}."
    return first_up(said)
