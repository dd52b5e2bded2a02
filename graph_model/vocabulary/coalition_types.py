"""What the coalition itself adds in the app: answers of members, planned contacts, who goes where,
its own settings.
"""

from __future__ import annotations

from graph_model.schema import Field, NodeType, RelationshipType
from graph_model.vocabulary.shared_fields import (
    ANSWERS,
    NAME,
    PLAN_STATES,
    PLANNED,
    PROVENANCE,
    TABLE,
)

OWN_NODES = (
    NodeType(
        "Answer",
        "Answers",
        "What a member said when it was asked whether it has a line to a delegation.",
        (
            Field("said", "code", "The answer.", required=True, codes=tuple(ANSWERS)),
            Field("date", "date", "The day on which it was given.", required=True),
            Field("since", "date", "Since when the member knows the delegation."),
            Field("on_issues", "text", "On which issues: their ids, separated by ' ; '."),
            Field("may_ask", "flag", "Whether the member may be asked to introduce others there."),
            *PROVENANCE,
        ),
        color="#8FB8D3",
        shape="flag",
    ),
    NodeType(
        "Plan",
        "Planned contacts",
        "A contact that members mean to make: planned, never counted as fact.",
        (
            NAME,
            Field(
                "state",
                "code",
                "Whether it is still meant to happen.",
                required=True,
                codes=PLAN_STATES,
            ),
            Field("due", "date", "The day by which it is to happen."),
            *PROVENANCE,
        ),
        color="#D9E8D2",
        shape="diamond",
    ),
    NodeType(
        "Setting",
        "Settings",
        "A number of the measures that the coalition changed; without a row the default holds.",
        (
            Field(
                "value", "number", "The number that holds instead of the default.", required=True
            ),
            *PROVENANCE,
        ),
        color="#D8D4CB",
        shape="bar",
    ),
    NodeType(
        "OtherName",
        "Other names",
        "One more name of an entry: an acronym, a former name, its name in another language.",
        (NAME, *PROVENANCE),
        color="#C7C9CC",
        shape="flag",
    ),
    NodeType(
        "Correction",
        "Corrections",
        "What the coalition says against a row that another dataset brought: a correction that"
        " stands over it, or a dispute that leaves it as it is.",
        (
            Field(
                "row",
                "text",
                "The row it is about: an id, or relationship type and both ids.",
                required=True,
            ),
            Field(
                "state",
                "code",
                "Corrected (our row stands over theirs), newer (corrected, and theirs has changed"
                " since), deleted (theirs is left out), or disputed (theirs stands, with our"
                " remark).",
                required=True,
                codes=("corrected", "newer", "deleted", "disputed"),
            ),
            Field("theirs", "text", "The row as its own dataset last brought it, packed."),
            Field("brought_by", "text", "The dataset that brought the row."),
            *PROVENANCE,
        ),
        color="#E3B7A0",
        shape="flag",
    ),
    NodeType(
        "Judgement",
        "Judgements",
        "What was decided about two entries that look alike: one body, two bodies, not sure.",
        (
            Field("one", "text", "The id of the entry that stays.", required=True),
            Field("other", "text", "The id of the entry that looks like it.", required=True),
            Field(
                "said",
                "code",
                "What was decided.",
                required=True,
                codes=("same", "two_bodies", "not_sure"),
            ),
            Field("date", "date", "The day of the decision.", required=True),
            Field("decided_by", "text", "Who decided, where people are known."),
            Field("apart", "text", "What taking the two apart again needs, packed."),
            *PROVENANCE,
        ),
        color="#B6C6B0",
        shape="flag",
    ),
    NodeType(
        "Ask",
        "Asks",
        "What the coalition asks of negotiators, in its own words: a sentence of a statement as its"
        " members settled it.",
        (
            Field("name", "text", "The ask, as a sentence.", required=True),
            Field(
                "state",
                "code",
                "Whether it is asked, or was taken out of the statement.",
                required=True,
                codes=("asked", "dropped"),
            ),
            Field("date", "date", "The day on which it was settled.", required=True),
            *PROVENANCE,
        ),
        color="#A9C4C9",
        shape="flag",
    ),
)

OWN_RELATIONSHIPS = (
    RelationshipType(
        ("Ask",),
        "IS_PUT_TO",
        ("Delegation", "Agreement"),
        "is put to",
        "is asked",
        "The ask is meant for this delegation, or for all at this table; without such a row it is"
        " meant for everyone.",
        PROVENANCE,
    ),
    RelationshipType(
        ("Ask",),
        "RESTS_ON",
        ("Indicator",),
        "rests on",
        "is asked for by",
        "The ask is the coalition's own wording of this point.",
        PROVENANCE,
    ),
    RelationshipType(
        ("Member",),
        "GAVE",
        ("Answer",),
        "gave",
        "was given by",
        "The member gave this answer.",
        PROVENANCE,
    ),
    RelationshipType(
        ("Answer",),
        "SPEAKS_OF",
        ("Delegation",),
        "speaks of",
        "is spoken of in",
        "The answer is about a line to this delegation.",
        PROVENANCE,
    ),
    RelationshipType(
        ("Member",),
        "CARRIES",
        ("Plan",),
        "is to make",
        "is to be made by",
        "The member is to make this contact.",
        PROVENANCE,
        look=PLANNED,
    ),
    RelationshipType(
        ("Plan",),
        "AIMS_AT",
        ("Delegation", "Member"),
        "aims at",
        "is aimed at by",
        "The contact is to be with this delegation or member.",
        PROVENANCE,
        look=PLANNED,
    ),
    RelationshipType(
        ("Plan",),
        "RAISES",
        ("Issue",),
        "is to raise",
        "is to be raised in",
        "The planned contact is to raise this issue.",
        PROVENANCE,
        look=PLANNED,
    ),
    RelationshipType(
        ("Member",),
        "GOES_TO",
        ("Event",),
        "goes to",
        "is attended by",
        "The member sends somebody to the event.",
        (
            Field("meetings", "integer", "How many meetings it can hold there.", low=0, high=100),
            *PROVENANCE,
        ),
        look=TABLE,
    ),
    RelationshipType(
        ("Delegation",),
        "EXPECTED_AT",
        ("Event",),
        "is expected at",
        "expects",
        "The delegation is expected at the event.",
        (
            Field(
                "chance", "number", "How likely it comes; 1 when nothing is said.", low=0, high=1
            ),
            *PROVENANCE,
        ),
        look=TABLE,
    ),
    RelationshipType(
        ("OtherName",),
        "NAMES",
        (
            "Economy",
            "Venue",
            "Issue",
            "Agreement",
            "Delegation",
            "Member",
            "Event",
            "ConsultationMechanism",
        ),
        "is another name of",
        "is also called",
        "The entry is known under this name too.",
        PROVENANCE,
    ),
)
