"""The blanks that several questions share."""

from __future__ import annotations

from graph_model.questions.question import Parameter
from graph_model.vocabulary import SCHEMA, STRENGTHS

ON = Parameter("on", "date", "The day looked at")
SINCE = Parameter("since", "date", "Since", default=-365)
SINCE_TWO_YEARS = Parameter("since", "date", "Since", default=-730)
UNTIL = Parameter("until", "date", "Until", default=180)
AGREEMENT = Parameter("agreement", "id", "Agreement", "Agreement")
DELEGATION = Parameter("delegation", "id", "Delegation", "Delegation")
EVENT = Parameter("event", "id", "Event", "Event")
INDICATOR = Parameter("indicator", "id", "Indicator", "Indicator")
ISSUE = Parameter("issue", "id", "Issue", "Issue")
MEMBER = Parameter("member", "id", "Member", "Member")
VENUE = Parameter("venue", "id", "Venue", "Venue")
STRENGTH = Parameter(
    "strength", "code", "How it is treated", codes=tuple(STRENGTHS), default="absent_by_design"
)
ACCESS = Parameter(
    "access",
    "code",
    "Access",
    codes=SCHEMA.codes("Venue", "ngo_access"),
    default="multistakeholder_equal",
)
AT_LEAST = Parameter("at_least", "number", "At least", default=3, low=1, high=50)
