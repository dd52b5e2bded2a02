"""The numbers behind the measures, with their defaults: visible and editable in the app, never hidden in a formula."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from graph_model.vocabulary import ENGAGEMENT_KINDS, PHASES, STRENGTHS


def _fixed(scale: dict[str, float]) -> Mapping[str, float]:
    return MappingProxyType(scale)


@dataclass(frozen=True)
class Settings:
    """Every weight of the outreach measures."""

    #: Weight of an agreement's phase (0–1).
    phase: Mapping[str, float] = field(default_factory=lambda: _fixed(PHASES))
    #: Weight of how an agreement treats an issue (0–1).
    relevance: Mapping[str, float] = field(default_factory=lambda: _fixed(STRENGTHS))
    #: What one contact of a kind is worth, before doubt and age.
    base: Mapping[str, float] = field(default_factory=lambda: _fixed(ENGAGEMENT_KINDS))
    #: Kinds that count only when they were answered, and age faster.
    messages: frozenset[str] = frozenset({"letter", "submission"})
    #: Days after which a contact counts half.
    half_life: float = 365.0
    #: Days after which an answered message counts half.
    half_life_message: float = 180.0
    #: A tie is live at this warmth or more.
    live: float = 0.3
    #: A contact that names this many delegations or more is a shared room …
    room_size: int = 6
    #: … and worth no more than this.
    room_base: float = 0.3
    #: What a contact counts when its source does not fully bear it out.
    doubt: float = 0.7
    #: Leave out coverage that was only carried over from a parent agreement (accession talks).
    leave_out_derived: bool = False

    def __hash__(self) -> int:
        scales = (tuple(scale.items()) for scale in (self.phase, self.relevance, self.base))
        return hash((*scales, self.half_life, self.half_life_message, self.live, self.room_size, self.room_base, self.doubt, self.leave_out_derived))


DEFAULTS = Settings()
