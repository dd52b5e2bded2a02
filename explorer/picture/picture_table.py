"""What a picture shows, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class PictureTable:
    """What a picture shows, as rows; `ids` name the entry of each where the picture leads there."""

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    ids: Sequence[str] = ()
