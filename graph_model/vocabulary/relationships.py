"""Every relationship type, worded in both directions."""

from __future__ import annotations

from graph_model.schema import Field, RelationshipType
from graph_model.vocabulary.shared import PROVENANCE, ROLES, STRENGTHS, VALIDITY, YES_NO

RELATIONSHIP_TYPES = (
    RelationshipType(
        ("Issue", "Venue"),
        "PART_OF",
        ("Issue", "Venue"),
        "is part of",
        "includes",
        "An issue belongs to a group of issues; a venue is a body of another. Both ends carry the same label.",
        PROVENANCE,
    ),
    RelationshipType(
        ("Agreement",),
        "COVERS",
        ("Issue",),
        "covers",
        "is covered by",
        "The agreement, or a text proposed for it, treats the issue.",
        (
            Field("article", "text", "The article or articles."),
            Field("strength", "code", "How strongly it binds.", required=True, codes=tuple(STRENGTHS)),
            Field("dispute_settlement", "code", "Whether a breach can be taken to dispute settlement.", codes=YES_NO),
            *PROVENANCE,
        ),
    ),
    RelationshipType(
        ("Phase",),
        "PHASE_OF",
        ("Agreement",),
        "is a phase of",
        "went through",
        "The phase belongs to this agreement; phases of one agreement do not overlap.",
        PROVENANCE,
    ),
    RelationshipType(
        ("Economy",), "PARTY_TO", ("Agreement",), "is party to", "has as party", "The economy signed the agreement or negotiates it.", (*VALIDITY, *PROVENANCE)
    ),
    RelationshipType(
        ("Agreement",), "NEGOTIATED_IN", ("Venue",), "is negotiated in", "is where they negotiate", "The talks are or were held in this venue.", PROVENANCE
    ),
    RelationshipType(
        ("Agreement",), "ADMINISTERED_BY", ("Venue",), "is administered by", "administers", "This body looks after the agreement once it applies.", PROVENANCE
    ),
    RelationshipType(("Agreement",), "NOTIFIED_TO", ("Venue",), "is notified to", "was notified of", "The agreement was reported to this body.", PROVENANCE),
    RelationshipType(
        ("Agreement",),
        "DISCUSSED_IN",
        ("Venue",),
        "is discussed in",
        "discusses",
        "The talks are followed or debated in this venue without being held there.",
        PROVENANCE,
    ),
    RelationshipType(
        ("Agreement",), "DECIDED_IN", ("Venue",), "is decided in", "decides on", "The last word on the agreement is spoken in this venue.", PROVENANCE
    ),
    RelationshipType(
        ("Delegation",),
        "REPRESENTS",
        ("Economy",),
        "speaks for",
        "is spoken for by",
        "The body speaks for this economy in trade talks.",
        (*VALIDITY, *PROVENANCE),
    ),
    RelationshipType(
        ("Delegation",),
        "NEGOTIATES",
        ("Agreement",),
        "negotiates",
        "is negotiated by",
        "The body takes part in the talks on this agreement.",
        (Field("role", "code", "The part it plays.", required=True, codes=tuple(ROLES)), *VALIDITY, *PROVENANCE),
    ),
    RelationshipType(
        ("Delegation",), "TAKES_POSITION", ("Position",), "takes the position", "is the position of", "The delegation holds or held this position.", PROVENANCE
    ),
    RelationshipType(("Position",), "CONCERNS", ("Issue",), "concerns", "is the subject of", "The issue on which the position is taken.", PROVENANCE),
    RelationshipType(
        ("Position",),
        "STATED_IN",
        ("Agreement", "Venue"),
        "is stated in",
        "is where they state",
        "The talks or the venue in which the position is taken.",
        PROVENANCE,
    ),
    RelationshipType(("Member",), "BASED_IN", ("Economy",), "is based in", "is home to", "The seat of the member.", PROVENANCE),
    RelationshipType(("Member",), "WORKS_ON", ("Issue",), "works on", "is worked on by", "The member says so itself.", PROVENANCE),
    RelationshipType(("Member",), "TOOK_PART_IN", ("Engagement",), "took part in", "was attended by", "The member was there, signed or sent it.", PROVENANCE),
    RelationshipType(("Engagement",), "REACHED", ("Delegation",), "reached", "was reached by", "The contact was with this delegation.", PROVENANCE),
    RelationshipType(("Engagement",), "ABOUT", ("Issue", "Agreement"), "was about", "came up in", "What the contact was about.", PROVENANCE),
    RelationshipType(("Engagement",), "HELD_AT", ("Event", "Venue"), "was held at", "was the place of", "Where the contact took place.", PROVENANCE),
    RelationshipType(
        ("Event",),
        "CONVENES",
        ("Agreement",),
        "convenes talks on",
        "is on the table at",
        "The event is a session of the talks on this agreement, or a deadline in them.",
        PROVENANCE,
    ),
    RelationshipType(("Event",), "HOSTED_BY", ("Venue",), "is hosted by", "hosts", "The venue whose event it is.", PROVENANCE),
    RelationshipType(("Event",), "LOCATED_IN", ("Economy",), "takes place in", "receives", "The economy in which the event takes place.", PROVENANCE),
    RelationshipType(
        ("ConsultationMechanism",),
        "OPENS",
        ("Delegation", "Venue"),
        "opens a way into",
        "can be entered through",
        "The procedure leads to this delegation or venue.",
        PROVENANCE,
    ),
    RelationshipType(
        ("Delegation", "Agreement", "Venue"),
        "SCORED",
        ("Indicator",),
        "is scored on",
        "is the score of",
        "Whether it does what the indicator asks.",
        (Field("value", "code", "What was found.", required=True, codes=("yes", "partial", "no", "unknown")), *PROVENANCE),
    ),
    RelationshipType(
        ("Representative",), "SERVES_IN", ("Delegation",), "serves in", "is served by", "The role belongs to this delegation.", (*VALIDITY, *PROVENANCE)
    ),
)
