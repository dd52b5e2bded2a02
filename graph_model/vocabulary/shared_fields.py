"""Fields that several types carry, and the scales behind their codes."""

from __future__ import annotations

from graph_model.schema import Field, Look
from graph_model.vocabulary.palette import BLUE

# ---------------------------------------------------------------- provenance, on every row

SOURCE_URL = Field(
    "source_url", "urls", "Where it says so: one address, or several separated by ' ; '."
)
AS_OF = Field(
    "as_of",
    "date",
    "As of when it holds by its source: the day on which that was read, or an earlier one that it"
    " speaks of (or the month, or the year).",
    required=True,
)
CONFIDENCE = Field(
    "confidence",
    "code",
    "How well the source bears it out: verified (and verified_text, verified_topic: the clause or"
    " only its subject was seen), partial, derived from other rows, reference (a definition of"
    " ours), memory (not yet checked).",
    required=True,
    codes=(
        "verified",
        "verified_text",
        "verified_topic",
        "partial",
        "derived",
        "reference",
        "memory",
    ),
)
#: Whose words a source is, the strongest first. The kind of a row is that of its strongest source.
SOURCE_KINDS = ("official_text", "official_page", "scholar", "organisation", "press", "copy")
SOURCE_KIND = Field(
    "source_kind",
    "code",
    "Whose words the strongest source of the row is: official_text (the agreement, the law or the"
    " record itself, from a party, a depositary or an official gazette), official_page (a public"
    " body on its own pages), scholar (research), organisation (a group or a firm on its own"
    " pages), press, copy (what somebody else says elsewhere: a mirror, an encyclopedia, a file in"
    " somebody's repository, a page that retells the news). Empty when there is no address.",
    codes=SOURCE_KINDS,
)
VISIBILITY = Field(
    "visibility",
    "code",
    "Who may see it: public, coalition (members), private (this machine).",
    codes=("public", "coalition", "private"),
)
NOTE = Field("note", "text", "What a reader should know about this row.")
OWN_FIELDS = Field(
    "own_fields",
    "text",
    "What your own sheet says of it and the vocabulary has no field for, as JSON: heading and"
    " text.",
)
PROVENANCE = (SOURCE_URL, AS_OF, CONFIDENCE, SOURCE_KIND, VISIBILITY, NOTE, OWN_FIELDS)
VALID_FROM = Field("valid_from", "date", "The first day on which it holds.")
VALID_TO = Field(
    "valid_to", "date", "The day on which it no longer holds (the last day is the one before)."
)
VALIDITY = (VALID_FROM, VALID_TO)

NAME = Field("name", "text", "Its name in full, as the body itself writes it.", required=True)
SHORT_NAME = Field("short_name", "text", "The name people use in a sentence.")
URL = Field("url", "urls", "Its own public page.")
CITY = Field("city", "text", "The city of its seat or of the meeting.")

YES_NO = ("yes", "no", "unknown", "not_applicable")

#: How lines look: only a contact has a colour; what the others say is in their pattern. Dotted is
#: what is planned, and nothing else.
CONTACT = Look("made contact", BLUE, "solid", 1.8)
PLANNED = Look("planned contact", BLUE, "dotted", 1.8)
TABLE = Look("at the table", "#6E757B", "solid", 1.1)
SUBJECT = Look("about", "#85827A", "longdash", 1.2)
PLACE = Look("where", "#85827A", "dashed", 1.0)
BELONGS = Look("belongs to", "#85827A", "dashdot", 1.0)

#: How far an agreement is, and the weight of its talks in a target cell.
PHASES = {
    "exploratory": 1.0,
    "negotiating": 1.0,
    "concluded": 0.6,
    "signed": 0.6,
    "adopted_not_in_force": 0.6,
    "provisional": 0.6,
    "review_open": 0.3,
    "in_force": 0.0,
    "stalled": 0.0,
    "suspended": 0.0,
    "superseded": 0.0,
    "abandoned": 0.0,
    "lapsed": 0.0,
}
#: How an agreement treats an issue, and the relevance of that issue in its talks.
STRENGTHS = {
    "binding": 1.0,
    "proposed": 1.0,
    "best_endeavour": 2 / 3,
    "reported": 2 / 3,
    "suspended": 2 / 3,
    "exception_only": 2 / 3,
    "exception_dominated": 2 / 3,
    "cooperation": 1 / 3,
    "affirmation": 1 / 3,
    "review_clause": 1 / 3,
    "discussed_only": 1 / 3,
    "indirect": 1 / 3,
    "absent_by_design": 0.0,
    "withdrawn": 0.0,
    "lapsed": 0.0,
}
SITS, SAT_UNTIL_IT_LEFT, NO_SEAT = "sits", "sat_until_it_left", "no_seat"
#: The part a delegation plays in talks, and whether it then sits at the table. Who withdrew sat
#: there until the day it left, which its row must name; who opposes talks never did.
ROLES = {
    "negotiator": SITS,
    "proponent": SITS,
    "applicant": SITS,
    "coordinator": SITS,
    "convenor": SITS,
    "mandate": SITS,
    "consent_vote": SITS,
    "facilitator": SITS,
    "opponent": NO_SEAT,
    "never_joined": NO_SEAT,
    "withdrew_support": SAT_UNTIL_IT_LEFT,
    "withdrew": SAT_UNTIL_IT_LEFT,
    "publisher_of_own_proposals": NO_SEAT,
}
#: Who may enter a room, the widest first.
ACCESS = ("open", "on_request", "accredited", "invited", "closed")
#: The chance of getting into a room by who may enter it; `unknown` where nobody wrote it down.
ROOM_ACCESS = {
    "open": 1.0,
    "on_request": 0.7,
    "accredited": 0.5,
    "invited": 0.3,
    "closed": 0.0,
    "unknown": 0.3,
}
#: Who may enter the rooms of a venue, by its `ngo_access`.
VENUE_ACCESS = {
    "none": "closed",
    "ad_hoc": "on_request",
    "accredited_observer": "accredited",
    "institutional_seat": "accredited",
    "by_invitation": "invited",
    "multistakeholder_equal": "open",
    "plenary_only": "accredited",
    "member_or_delegation": "invited",
    "advisory_seat": "invited",
}
#: What an economy is to an agreement from the first day of the row on.
STANDINGS = ("participant", "signed", "provisional", "in_force")
#: The sub-regions of the United Nations standard M49 that the economies of trade talks lie in; the
#: European Union stands for itself.
REGIONS = (
    "Australia and New Zealand",
    "Caribbean",
    "Central America",
    "Central Asia",
    "Eastern Africa",
    "Eastern Asia",
    "Eastern Europe",
    "European Union",
    "Melanesia",
    "Micronesia",
    "Middle Africa",
    "Northern Africa",
    "Northern America",
    "Northern Europe",
    "Polynesia",
    "South America",
    "South-eastern Asia",
    "Southern Africa",
    "Southern Asia",
    "Southern Europe",
    "Western Africa",
    "Western Asia",
    "Western Europe",
)
#: What happened, and what one such contact is worth to the tie (base of the warmth; an unanswered
#: one is worth nothing).
ENGAGEMENT_KINDS = {
    "meeting": 1.0,
    "advisory_seat": 1.0,
    "call": 0.7,
    "briefing": 0.7,
    "letter": 0.5,
    "submission": 0.5,
    "panel": 0.3,
    "hearing": 0.3,
    "room": 0.3,
    "refusal": 0.0,
    "accreditation": 0.0,
}
#: What a member says when asked whether it has a line to a delegation, and how the screen words it.
ANSWERS = {
    "yes": "Yes, we have a line there",
    "no": "No, we know nobody there",
    "tried": "We tried and had no answer",
    "dont_know": "We do not know",
}
#: The states of a planned contact.
PLAN_STATES = ("planned", "done", "dropped")
