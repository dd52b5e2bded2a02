"""What to check before it is used: missing sources, doubt, contradictions, gaps in the record."""

from __future__ import annotations

from graph_model.questions.question import ReadyQuestion
from graph_model.questions.shared_parameters import ON, SINCE

THEME = "How sure is the record"

QUESTIONS = (
    ReadyQuestion(
        id="rows-without-source",
        theme=THEME,
        says="Which entries have no source?",
        means="an entry of the graph without an address that proves it",
        parameters=(),
        cypher="""
        MATCH (x)
        WHERE x.linkages_row IN labels(x) AND x.source_url IS NULL
        RETURN x.id AS entry, x.linkages_row AS label,
          coalesce(x.short_name, x.name, x.summary) AS name, x.confidence AS confidence
        ORDER BY label, entry""",
        row=("entry", "label", "name", "confidence"),
    ),
    ReadyQuestion(
        id="ties-without-source",
        theme=THEME,
        says="How many ties of each sort have no source, or rest on memory?",
        means="a relationship type with the number of such ties",
        parameters=(),
        cypher="""
        MATCH (a)-[r]->()
        WHERE r.linkages_row = type(r) AND a.linkages_row IN labels(a)
          AND (r.source_url IS NULL OR r.confidence = 'memory')
        RETURN toLower(type(r)) AS tied, count(*) AS row_count
        ORDER BY row_count DESC, tied""",
        row=("tied", "row_count"),
    ),
    ReadyQuestion(
        id="from-memory",
        theme=THEME,
        says="Which entries rest on memory alone and need a check?",
        means="an entry whose confidence is “memory”",
        parameters=(),
        cypher="""
        MATCH (x)
        WHERE x.linkages_row IN labels(x) AND x.confidence = 'memory'
        RETURN x.id AS entry, x.linkages_row AS label,
          coalesce(x.short_name, x.name, x.summary) AS name, x.source_url AS source
        ORDER BY label, entry""",
        row=("entry", "label", "name", "source"),
    ),
    ReadyQuestion(
        id="resting-on-copies",
        theme=THEME,
        says="Which entries rest on copies alone: mirrors, encyclopedias, pages that retell the"
        " news?",
        means="an entry whose strongest source is a copy",
        parameters=(),
        cypher="""
        MATCH (x)
        WHERE x.linkages_row IN labels(x) AND x.source_kind = 'copy'
        RETURN x.id AS entry, x.linkages_row AS label,
          coalesce(x.short_name, x.name, x.summary) AS name, x.confidence AS confidence,
          x.source_url AS source
        ORDER BY label, entry""",
        row=("entry", "label", "name", "confidence", "source"),
    ),
    ReadyQuestion(
        id="events-without-venue",
        theme=THEME,
        says="Which events have no venue on record?",
        means="an event that no venue hosts",
        parameters=(),
        cypher="""
        MATCH (ev:Event)
        WHERE NOT EXISTS { MATCH (ev)-[:HOSTED_BY]->(:Venue) }
        RETURN ev.id AS event, ev.name AS name, ev.kind AS kind, ev.start_date AS date
        ORDER BY @day(date) DESC, name""",
        row=("event", "name", "kind", "date"),
    ),
    ReadyQuestion(
        id="contacts-without-issue",
        theme=THEME,
        says="Which contacts do not say what they were about?",
        means="a contact without an issue; it counts for the delegation, but for no issue",
        parameters=(ON,),
        cypher="""
        MATCH (e:Engagement)
        WHERE @day(e.date) <= $on AND NOT EXISTS { MATCH (e)-[:ABOUT]->(:Issue) }
        OPTIONAL MATCH (e)-[:REACHED]->(d:Delegation)
        RETURN e.id AS contact, e.date AS date, e.kind AS kind,
          collect(DISTINCT d.id) AS delegations, e.summary AS summary,
          e.confidence AS confidence
        ORDER BY @day(date) DESC, contact""",
        row=("contact", "date", "kind", "delegations", "summary", "confidence"),
    ),
    ReadyQuestion(
        id="talks-without-issues",
        theme=THEME,
        says="Which open negotiations have no Internet issue on record?",
        means=(
            "an agreement in an open phase that is in no gap list, because nothing says what it"
            " covers"
        ),
        parameters=(ON,),
        cypher="""
        MATCH (a:Agreement)<-[:PHASE_OF]-(p:Phase)
        WHERE @open(p) AND NOT EXISTS { MATCH (a)-[:COVERS]->(:Issue) }
        RETURN a.id AS agreement, coalesce(a.short_name, a.name) AS name, p.status AS status
        ORDER BY name, agreement""",
        row=("agreement", "name", "status"),
    ),
    ReadyQuestion(
        id="old-evidence",
        theme=THEME,
        says="Which open negotiations have no evidence since {since}?",
        means="an open phase whose latest source is older than that day: it may have ended unseen",
        parameters=(SINCE, ON),
        cypher="""
        MATCH (a:Agreement)<-[:PHASE_OF]-(p:Phase)
        WHERE @open(p) AND (p.last_evidence IS NULL OR @day(p.last_evidence) < $since)
        RETURN a.id AS agreement, coalesce(a.short_name, a.name) AS name, p.status AS status,
          p.last_evidence AS last_evidence, p.confidence AS confidence, p.source_url AS source
        ORDER BY @day(last_evidence), name, agreement""",
        row=("agreement", "name", "status", "last_evidence", "confidence", "source"),
    ),
    ReadyQuestion(
        id="dates-that-disagree",
        theme=THEME,
        says="Where do two rows or two sources disagree on the dates of an agreement?",
        means=(
            "an agreement whose date in force is not the first day of any phase in force or"
            " provisional, or for whose dates another source gives another day (in the note)"
        ),
        parameters=(),
        cypher="""
        MATCH (a:Agreement)
        OPTIONAL MATCH (a)<-[:PHASE_OF]-(p:Phase)
        WHERE p.status IN ['in_force', 'provisional']
        WITH a, collect(p.valid_from) AS starts, min(p.valid_from) AS first
        WITH a, first, a.date_in_force IS NOT NULL AND size(starts) > 0
          AND none(start IN starts WHERE start STARTS WITH a.date_in_force
          OR a.date_in_force STARTS WITH start) AS apart
        WHERE apart OR a.other_dates IS NOT NULL
        RETURN a.id AS agreement, coalesce(a.short_name, a.name) AS name, a.date_in_force AS date,
          CASE WHEN apart THEN first END AS other_date,
          a.other_dates AS note, a.confidence AS confidence, a.source_url AS source
        ORDER BY name, agreement""",
        row=("agreement", "name", "date", "other_date", "note", "confidence", "source"),
    ),
    ReadyQuestion(
        id="days-that-cannot-be",
        theme=THEME,
        says="Which seats and parties have days that cannot be?",
        means=(
            "a seat or a party that begins or ends before the talks did, an applicant's seat"
            " without the day of its application, a party without any day of an agreement that is"
            " signed, or one bound before the signature"
        ),
        parameters=(),
        cypher="""
        MATCH (x:Delegation|Economy)-[t:NEGOTIATES|PARTY_TO]->(a:Agreement)
        OPTIONAL MATCH (a)<-[:PHASE_OF]-(p:Phase)
        WITH x, t, a, collect(coalesce(p.valid_from, '')) AS starts
        WITH x, t, a, CASE
          WHEN size(starts) > 0 AND all(start IN starts WHERE start <> ''
            AND (@before(t.valid_from, start) OR @before(t.valid_to, start))) THEN 'before_talks'
          WHEN type(t) = 'NEGOTIATES' AND t.role = 'applicant' AND t.valid_from IS NULL
            THEN 'no_application'
          WHEN type(t) = 'PARTY_TO' AND a.date_signed IS NOT NULL AND t.valid_from IS NULL
            AND t.signed_on IS NULL THEN 'no_day'
          WHEN type(t) = 'PARTY_TO' AND t.standing IN ['in_force', 'provisional']
            AND @before(t.valid_from, a.date_signed) THEN 'before_signature'
          END AS value
        WHERE value IS NOT NULL
        RETURN x.id AS entry, a.id AS agreement, toLower(type(t)) AS tied, value,
          t.valid_from AS since, t.confidence AS confidence, t.source_url AS source
        ORDER BY value, entry, agreement, tied""",
        row=("entry", "agreement", "tied", "value", "since", "confidence", "source"),
    ),
    ReadyQuestion(
        id="positions-that-disagree",
        theme=THEME,
        says="Where do sources give a delegation two stances at once?",
        means="two different stances on one issue that both hold on the day looked at",
        parameters=(ON,),
        cypher="""
        MATCH (d:Delegation)-[:TAKES_POSITION]->(s:Position)-[:CONCERNS]->(i:Issue)
          <-[:CONCERNS]-(o:Position)<-[:TAKES_POSITION]-(d)
        WHERE s.id < o.id AND s.stance <> o.stance AND @holds(s) AND @holds(o)
        RETURN d.id AS delegation, d.name AS name, i.id AS issue, s.stance AS stance_before,
          o.stance AS stance, s.valid_from AS date,
          o.valid_from AS other_date
        ORDER BY name, issue""",
        row=("delegation", "name", "issue", "stance_before", "stance", "date", "other_date"),
    ),
    ReadyQuestion(
        id="nobody-known-but-met",
        theme=THEME,
        says="Where does the record say that nobody is known, and yet a contact is on record?",
        means=(
            "a delegation that members said they know nobody at, with a contact that says otherwise"
        ),
        parameters=(ON,),
        cypher="""
        MATCH (d:Delegation)<-[:REACHED]-(e:Engagement)<-[:TOOK_PART_IN]-(m:Member)
        WHERE @counts(e) AND @day(e.date) <= $on
        WITH d, e, m, CASE WHEN @day(d.nobody_known_on) <= $on THEN d.nobody_known_on END AS said
        WHERE said IS NOT NULL
          OR EXISTS { MATCH (d)<-[:SPEAKS_OF]-(w:Answer {said: 'no'})<-[:GAVE]-(m)
            WHERE @day(w.date) <= $on }
        RETURN d.id AS delegation, d.name AS name, said AS date,
          @last(e.date) AS last_contact, collect(DISTINCT m.id) AS members
        ORDER BY name, delegation""",
        row=("delegation", "name", "date", "last_contact", "members"),
    ),
)
