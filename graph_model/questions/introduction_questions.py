"""Who can help: introductions, shared tables, who will be in the room."""

from __future__ import annotations

from graph_model.questions.question import ReadyQuestion
from graph_model.questions.shared_parameters import (
    DELEGATION,
    EVENT,
    ISSUE,
    MEMBER,
    ON,
    SINCE_TWO_YEARS,
)

THEME = "Who can help"

QUESTIONS = (
    ReadyQuestion(
        id="introductions",
        theme=THEME,
        says="Who can introduce {member} to {delegation}?",
        means=(
            "a member that was in touch with the delegation and took part in a contact with the one"
            " who asks; the latest line first"
        ),
        parameters=(MEMBER, DELEGATION, ON),
        cypher="""
        MATCH (asked:Delegation {id: $delegation})<-[:REACHED]-(e:Engagement)
          <-[:TOOK_PART_IN]-(m:Member)
        USING INDEX SEEK asked:Delegation(id)
        WHERE m.id <> $member AND @ours(m) AND @counts(e) AND @day(e.date) <= $on
        WITH m, e
        ORDER BY @day(e.date) DESC, e.id
        WITH m, collect(e) AS contacts
        MATCH (:Member {id: $member})-[:TOOK_PART_IN]->(s:Engagement)<-[:TOOK_PART_IN]-(m)
        WHERE @day(s.date) <= $on
        RETURN m.id AS member, m.name AS name, contacts[0].date AS last_contact,
          contacts[0].id AS contact, size(contacts) AS contact_count,
          count(DISTINCT s) AS shared_count
        ORDER BY @day(last_contact) DESC, name""",
        row=("member", "name", "last_contact", "contact", "contact_count", "shared_count"),
    ),
    ReadyQuestion(
        id="known-at-the-event",
        theme=THEME,
        says="At {event}, whom does {member} already know, and who makes the introduction?",
        means=(
            "a delegation that is expected or at that table: own contacts, and the members that"
            " met it"
        ),
        parameters=(EVENT, MEMBER, ON),
        cypher="""
        MATCH (ev:Event {id: $event})
        USING INDEX SEEK ev:Event(id)
        CALL (ev) {
          MATCH (ev)-[:CONVENES]->(:Agreement)<-[n:NEGOTIATES]-(d:Delegation)
          WHERE @seated(n)
          RETURN d
          UNION
          MATCH (ev)<-[:EXPECTED_AT]-(d:Delegation)
          RETURN d
        }
        OPTIONAL MATCH (d)<-[:REACHED]-(e:Engagement)<-[:TOOK_PART_IN]-(m:Member)
        WHERE @counts(e) AND @day(e.date) <= $on AND (m.id = $member OR @ours(m))
        WITH d, m, CASE WHEN m.id = $member THEN e END AS mine
        WITH d, collect(DISTINCT mine.id) AS own, collect(DISTINCT m.id) AS known,
          @last(mine.date) AS last_contact
        RETURN d.id AS delegation, d.name AS name, size(own) AS contact_count, last_contact,
          [other IN known WHERE other <> $member] AS members
        ORDER BY contact_count DESC, size(members) DESC, name, delegation""",
        row=("delegation", "name", "contact_count", "last_contact", "members"),
    ),
    ReadyQuestion(
        id="same-table",
        theme=THEME,
        says="Which delegations that members met since {since} sit at a table with {delegation}?",
        means=(
            "a delegation that members of ours met, and the open negotiations it shares with the"
            " one asked about"
        ),
        parameters=(DELEGATION, SINCE_TWO_YEARS, ON),
        cypher="""
        MATCH (d:Delegation {id: $delegation})-[n:NEGOTIATES]->(a:Agreement)<-[:PHASE_OF]-(p:Phase)
        USING INDEX SEEK d:Delegation(id)
        WHERE @seated(n) AND @open(p)
        MATCH (a)<-[o:NEGOTIATES]-(other:Delegation)
        WHERE other <> d AND @seated(o)
        WITH other, collect(DISTINCT a.id) AS agreements
        MATCH (other)<-[:REACHED]-(e:Engagement)<-[:TOOK_PART_IN]-(m:Member)
        WHERE @counts(e) AND @day(e.date) >= $since AND @day(e.date) <= $on AND @ours(m)
        RETURN other.id AS delegation, other.name AS name, agreements,
          collect(DISTINCT m.id) AS members, count(DISTINCT e) AS contact_count
        ORDER BY size(agreements) DESC, contact_count DESC, name, delegation""",
        row=("delegation", "name", "agreements", "members", "contact_count"),
    ),
    ReadyQuestion(
        id="members-together",
        theme=THEME,
        says="With whom did {member} take part in the same contacts?",
        means="a member that took part in the same contacts, with how often",
        parameters=(MEMBER, ON),
        cypher="""
        MATCH (me:Member {id: $member})-[:TOOK_PART_IN]->(e:Engagement)<-[:TOOK_PART_IN]-(m:Member)
        USING INDEX SEEK me:Member(id)
        WHERE m <> me AND @day(e.date) <= $on
        WITH m, e
        ORDER BY @day(e.date) DESC, e.id
        WITH m, collect(e) AS contacts
        RETURN m.id AS member, m.name AS name, size(contacts) AS shared_count,
          contacts[0].date AS last_contact, contacts[0].id AS contact
        ORDER BY shared_count DESC, name""",
        row=("member", "name", "shared_count", "last_contact", "contact"),
    ),
    ReadyQuestion(
        id="members-on-issue",
        theme=THEME,
        says="Which members know {issue}?",
        means="a member that works on the issue, or raised it with a delegation",
        parameters=(ISSUE, ON),
        cypher="""
        MATCH (t:Issue)-[:PART_OF*0..1]->(asked:Issue {id: $issue})
        USING INDEX SEEK asked:Issue(id)
        CALL (t) {
          MATCH (t)<-[:ABOUT]-(e:Engagement)<-[:TOOK_PART_IN]-(m:Member)
          WHERE @day(e.date) <= $on AND @ours(m)
          RETURN m, e
          UNION
          MATCH (t)<-[:WORKS_ON]-(m:Member)
          WHERE @ours(m)
          RETURN m, null AS e
        }
        RETURN m.id AS member, m.name AS name, m.stakeholder_group AS group,
          count(DISTINCT e) AS contact_count, @last(e.date) AS last_contact
        ORDER BY contact_count DESC, name""",
        row=("member", "name", "group", "contact_count", "last_contact"),
    ),
)
