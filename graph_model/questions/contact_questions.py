"""The contacts themselves: what was done, by whom, where, about what."""

from __future__ import annotations

from graph_model.questions.question import ReadyQuestion
from graph_model.questions.shared_parameters import ISSUE, MEMBER, ON, SINCE, SINCE_TWO_YEARS, VENUE

THEME = "Contacts"

#: What is told of each contact `e` of a list, the latest first, and its columns.
TOLD = """
        OPTIONAL MATCH (e)<-[:TOOK_PART_IN]-(m:Member)
        WITH e, collect(DISTINCT m.id) AS members
        OPTIONAL MATCH (e)-[:REACHED]->(d:Delegation)
        RETURN e.id AS contact, e.date AS date, e.kind AS kind, e.outcome AS outcome, members,
          collect(DISTINCT d.id) AS delegations, e.summary AS summary,
          e.confidence AS confidence
        ORDER BY @day(date) DESC, contact"""
TOLD_ROW = ("contact", "date", "kind", "outcome", "members", "delegations", "summary", "confidence")

QUESTIONS = (
    ReadyQuestion(
        id="activities",
        theme=THEME,
        says="What do we report: which contacts were made since {since}?",
        means="a contact of one of us with a delegation, with its evidence",
        parameters=(SINCE, ON),
        cypher="""
        MATCH (m:Member)-[:TOOK_PART_IN]->(e:Engagement)-[:REACHED]->(d:Delegation)
        WHERE @day(e.date) >= $since AND @day(e.date) <= $on AND @ours(m)
        WITH e, collect(DISTINCT m.id) AS members, collect(DISTINCT d.id) AS delegations
        OPTIONAL MATCH (e)-[:ABOUT]->(i:Issue)
        RETURN e.id AS contact, e.date AS date, e.kind AS kind, e.outcome AS outcome, members,
          delegations, collect(DISTINCT i.id) AS issues,
          e.summary AS summary, e.confidence AS confidence, e.source_url AS source
        ORDER BY @day(date) DESC, contact""",
        row=(
            "contact",
            "date",
            "kind",
            "outcome",
            "members",
            "delegations",
            "issues",
            "summary",
            "confidence",
            "source",
        ),
    ),
    ReadyQuestion(
        id="contacts-of",
        theme=THEME,
        says="Whom has {member} met?",
        means="a delegation that the member met, the latest first",
        parameters=(MEMBER, ON),
        cypher="""
        MATCH (asked:Member {id: $member})-[:TOOK_PART_IN]->(e:Engagement)
          -[:REACHED]->(d:Delegation)
        USING INDEX SEEK asked:Member(id)
        WHERE @counts(e) AND @day(e.date) <= $on
        WITH d, e
        ORDER BY @day(e.date) DESC, e.id
        WITH d, collect(e) AS contacts
        RETURN d.id AS delegation, d.name AS name, contacts[0].date AS last_contact,
          contacts[0].id AS contact, size(contacts) AS contact_count
        ORDER BY @day(last_contact) DESC, name, delegation""",
        row=("delegation", "name", "last_contact", "contact", "contact_count"),
    ),
    ReadyQuestion(
        id="contacts-about",
        theme=THEME,
        says="Which contacts raised {issue}?",
        means="a contact about the issue or, for a group, about one of its issues",
        parameters=(ISSUE, ON),
        cypher="""
        MATCH (t:Issue)-[:PART_OF*0..1]->(asked:Issue {id: $issue})
        USING INDEX SEEK asked:Issue(id)
        MATCH (t)<-[:ABOUT]-(e:Engagement)
        WHERE @day(e.date) <= $on
        WITH DISTINCT e"""
        + TOLD,
        row=TOLD_ROW,
    ),
    ReadyQuestion(
        id="contacts-at",
        theme=THEME,
        says="Which contacts took place at {venue}?",
        means="a contact held at the venue or at one of its events",
        parameters=(VENUE, ON),
        cypher="""
        MATCH (v:Venue {id: $venue})
        USING INDEX SEEK v:Venue(id)
        CALL (v) {
          MATCH (v)<-[:HELD_AT]-(e:Engagement)
          RETURN e
          UNION
          MATCH (v)<-[:HOSTED_BY]-(:Event)<-[:HELD_AT]-(e:Engagement)
          RETURN e
        }
        WITH e
        WHERE @day(e.date) <= $on
        OPTIONAL MATCH (e)<-[:TOOK_PART_IN]-(m:Member)
        WITH e, collect(DISTINCT m.id) AS members
        OPTIONAL MATCH (e)-[:REACHED]->(d:Delegation)
        RETURN e.id AS contact, e.date AS date, e.kind AS kind, members,
          collect(DISTINCT d.id) AS delegations, e.summary AS summary,
          e.confidence AS confidence
        ORDER BY @day(date) DESC, contact""",
        row=("contact", "date", "kind", "members", "delegations", "summary", "confidence"),
    ),
    ReadyQuestion(
        id="refused",
        theme=THEME,
        says="Where were members refused, or left without an answer, since {since}?",
        means="a contact that came to nothing",
        parameters=(SINCE_TWO_YEARS, ON),
        cypher="""
        MATCH (e:Engagement)
        WHERE (e.outcome IN ['refused', 'no_answer'] OR e.kind = 'refusal')
          AND @day(e.date) >= $since AND @day(e.date) <= $on"""
        + TOLD,
        row=TOLD_ROW,
    ),
)
