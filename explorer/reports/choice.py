"""What a report is asked to be about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ReportChoice:
    """Agreements by region, phase and issue (empty: any), whether accessions stand beside the
    agreement that they are about, whether those that are not major stay, and whom a report is about
    or speaks to: a delegation, or all at the table of an agreement.
    """

    regions: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    accessions: bool = False
    every_agreement: bool = False
    delegation: str = ""
    agreement: str = ""


NOTHING_CHOSEN = ReportChoice()
