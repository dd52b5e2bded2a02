"""What the coalition's outreach looks like on a day: target cells, warmth, kinds of gap, coverage
band.

Every measure is a pure function of a `Day`: a snapshot, a date and settings.
"""

from __future__ import annotations

from graph_model.measures.contacts import (
    Contact,
    MemberTies,
    contacts,
    family,
    our_contacts,
    saturate,
    ties,
    worth,
)
from graph_model.measures.day import Day
from graph_model.measures.gap_kinds import (
    BAND_ORDER,
    BEST_FIRST,
    KIND,
    KINDS,
    LIVE,
    REACHED,
    GapKind,
)
from graph_model.measures.gaps import (
    Cell,
    Coverage,
    band,
    coverage,
    find_cells,
    friends_band,
    main_kind,
)
from graph_model.measures.membership import is_member, ours
from graph_model.measures.negotiations import (
    Talk,
    Target,
    at_the_table,
    live_talks,
    phase_on,
    seats,
    tables,
    target_cells,
)
from graph_model.measures.setting_numbers import (
    Number,
    differing_numbers,
    differing_settings,
    ignored_settings,
    in_words,
    numbers,
    settings_of,
    with_values,
)
from graph_model.measures.settings import DEFAULTS, Settings

__all__ = [
    "BAND_ORDER",
    "BEST_FIRST",
    "DEFAULTS",
    "KIND",
    "KINDS",
    "LIVE",
    "REACHED",
    "Cell",
    "Contact",
    "Coverage",
    "Day",
    "GapKind",
    "MemberTies",
    "Number",
    "Settings",
    "Talk",
    "Target",
    "at_the_table",
    "band",
    "contacts",
    "coverage",
    "differing_numbers",
    "differing_settings",
    "family",
    "find_cells",
    "friends_band",
    "ignored_settings",
    "in_words",
    "is_member",
    "live_talks",
    "main_kind",
    "numbers",
    "our_contacts",
    "ours",
    "phase_on",
    "saturate",
    "seats",
    "settings_of",
    "tables",
    "target_cells",
    "ties",
    "with_values",
    "worth",
]
