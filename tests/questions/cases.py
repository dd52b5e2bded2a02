"""All cases of the ready questions."""

from __future__ import annotations

from tests.questions import cases_agreements, cases_outreach, cases_record, cases_ways

CASES = (*cases_outreach.CASES, *cases_agreements.CASES, *cases_record.CASES, *cases_ways.CASES)
