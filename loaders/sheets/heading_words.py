"""The headings that people use, in English, French, Spanish and German, for what the vocabulary
has.
"""

from __future__ import annotations

import re
from functools import cache

from graph_model.schema import NodeType, Type
from graph_model.search_words import folded_text
from graph_model.vocabulary import SCHEMA

#: Headings by the name of a field or a relationship type; the names themselves need no mention.
HEADINGS: dict[str, str] = {
    "id": "key, code, identifier, slug, ref, reference number, identifiant, identificador",
    "name": "full name, title, label, nom, nom complet,"
    " nombre, nombre completo, titre, denominacion,"
    " bezeichnung, titel",
    "short_name": "acronym, abbreviation, short, abbr, sigle, acronyme, siglas, sigla, nom court",
    "other_names": "also known as, aka, alias, aliases, other name, former name, former names,"
    " other spellings, autres noms, autre nom, otros nombres, otro nombre, tambien conocido como",
    "date": "when, day, last contact, last meeting, last met, date of last contact,"
    " ultimo contacto, ultima reunion, dernier contact, derniere reunion, letzter kontakt,"
    " letztes treffen,"
    " date of meeting, meeting date, date of contact, on, quand, jour,"
    " date de la reunion, fecha, cuando, dia, fecha de la reunion, timestamp, horodateur,"
    " datum, wann, tag, zeitstempel",
    "kind": "type, type of contact, what kind, channel, how, form, format, mode, contact type,"
    " medio, modalidad, moyen, modalite,"
    " medium, category, comment, canal, como, tipo, tipo de contacto, type de contact,"
    " art, kanal",
    "outcome": "result, response, reply, answer, status, what came of it in a word, resultat,"
    " reponse, resultado, respuesta,"
    " ergebnis, antwort",
    "summary": "notes, note of the meeting, what happened, what came of it, description, details,"
    " minutes, comments, subject of the meeting, purpose of meeting, purpose, subject, resume,"
    " compte rendu, resumen, notas, comentarios, descripcion,"
    " notizen, beschreibung, bemerkungen",
    "note": "notes, remarks, comment, comments, remark, remarques, observaciones, nota,"
    " commentaire",
    "source_url": "source, link, links, evidence, proof, sources, lien, liens, enlace, fuente,"
    " preuve, reference",
    "as_of": "read on, checked on, last updated, updated, date of source, consulte le, actualizado",
    "confidence": "certainty, how sure, reliability, fiabilite, confiance, confianza",
    "visibility": "who may see it, confidentiality, access, visibilite, visibilidad",
    "url": "website, web site, homepage, web page, site, web, site web, pagina web, sitio web",
    "city": "town, seat, headquarters, ville, siege, ciudad, sede",
    "stakeholder_group": "group, stakeholder, sector, constituency, stakeholder type, groupe,"
    " secteur, grupo, parties prenantes",
    "relation": "membership, status in the coalition, role in the coalition, relation to us",
    "iso3": "iso code, country code, iso, code pays, codigo pais",
    "region": "area, continent, zone, region del mundo",
    "date_signed": "signed, signature, date of signature, signed on, signe, date de signature,"
    " firmado, fecha de firma, year signed, signature date",
    "date_in_force": "in force, entry into force, date of entry into force, effective,"
    " entree en vigueur, entrada en vigor, in force since, year in force",
    "text_url": "text, full text, treaty text, link to text, texte, texto",
    "status_latest": "status, state, etat, statut, estado",
    "start_date": "start, from, begins, begin, first day, date, when, debut, inicio, fecha",
    "end_date": "end, to, until, ends, last day, fin, termina",
    "valid_from": "since, from, start, depuis, desde",
    "valid_to": "until, to, end, jusqu a, hasta",
    "role": "function, position, part, fonction, papel, cargo",
    "definition": "meaning, description, what is meant, definicion",
    "level": "level of issue, niveau, nivel",
    "article": "articles, clause, provision, articulo",
    "strength": "binding, how strong, legal force, force, fuerza",
    "value": "score, result, rating, note, valeur, valor",
    "from_id": "from, source, start, subject, de, origen, origine, a",
    "to_id": "to, target, end, object, vers, destino, cible, b, destination",
    "TOOK_PART_IN": "who, org, orgs, member, members, our member, who of us, by whom, organisation,"
    " organization, organisations, lead, coalition member, from us, participants, attendees,"
    " our organisation, name of interest representative, organisation met, lobbyist, lobbyists,"
    " interest representative, interest representatives, organisations met, entities met,"
    " qui, membre, membres, organisme, quien, quienes, miembro, miembros, organizacion,"
    " name of organisation or individual, name of organisation,"
    " quien de nosotros, quien de nosotras, qui de nous, wer von uns,"
    " wer, mitglied, mitglieder, verband",
    "REACHED": "with whom, whom, with, delegation, delegations, ministry, counterpart, met with,"
    " government, official body, target, contact, body, authority, department, host, agency,"
    " avec qui, delegation rencontree, ministere, autorite, con quien, delegacion, ministerio,"
    " contraparte, institution, name of cabinet, negotiator,"
    " mit wem, wen, ministerium, behorde, gegenuber",
    "ABOUT": "about what, topic, topics, subject, subjects, issue, issues, theme, agenda, re,"
    " subject of the meeting, purpose of meeting, purpose, on what, sujet, sujets, theme de,"
    " objet, tema, temas, asunto, agreement, agreements,"
    " thema, themen, gegenstand, worum",
    "HELD_AT": "where, event, venue, at, place, occasion, forum, location, conference, lieu, ou,"
    " evenement, lugar, donde, evento, meeting place,"
    " wo, anlass, veranstaltung",
    "BASED_IN": "country, economy, based, seat, location, nation, pays, pais, country of seat,"
    " land, sitz, staat",
    "WORKS_ON": "issues, topics, works on what, interests, themes, focus, expertise, temas, sujets",
    "PARTY_TO": "parties, members, signatories, countries, party, membership, partners,"
    " parties contractantes, partes, paises, pays, miembros, current signatories",
    "COVERS": "issues, topics, chapters, provisions, covers what",
    "REPRESENTS": "country, economy, government of, speaks for, represents, pays, pais",
    "NEGOTIATES": "talks, negotiations, agreements, negotiation, negociations, negociaciones",
    "NEGOTIATED_IN": "negotiated at, where negotiated, forum",
    "NOTIFIED_TO": "notified, notification",
    "PART_OF": "parent, belongs to, group, part of what, parent issue",
    "HOSTED_BY": "host, organiser, organizer, hosted by, organisateur, organizador",
    "LOCATED_IN": "country, where, host country, pays, pais, location",
    "CONVENES": "talks, agreement, agreements, about",
    "SERVES_IN": "delegation, ministry, body, office",
    "OPENS": "delegation, venue, body, leads to",
}
#: Values that people write for codes, by the field; anything that is a code already needs no word.
VALUES: dict[str, dict[str, str]] = {
    "kind": {
        "meeting": "met, in person, face to face, bilateral, bilateral meeting, reunion, reunión,"
        " rencontre, encuentro, entretien, visio, video meeting, zoom, videoconference, lunch,"
        " visit, treffen, gesprach",
        "call": "phone, phone call, telephone, telephone call, appel, llamada, video call, anruf,"
        " telefonat",
        "letter": "email, e-mail, mail, courriel, lettre, carta, correo, brief, message",
        "submission": "comments, consultation, position paper, contribution, soumission, aporte",
        "panel": "panel discussion, round table, roundtable, table ronde, mesa redonda, workshop",
        "briefing": "debrief, briefing session, information session, seance d information",
        "hearing": "public hearing, audition, audiencia",
        "refusal": "refused, declined, refus, rechazo",
        "room": "same room, same event, corridor, reception",
    },
    "outcome": {
        "held": "done, took place, ok, positive, yes, tenue, realizada, completed",
        "answered": "reply, replied, response, repondu, respondida, contestada",
        "no_answer": "no reply, no response, pending, waiting, sans reponse, sin respuesta, none,"
        " unanswered, no",
        "refused": "declined, rejected, refuse, rechazada",
        "unknown": "?, not known, inconnu, desconocido",
    },
    "stakeholder_group": {
        "civil_society": "ngo, cso, non-profit, nonprofit, societe civile, sociedad civil, ong",
        "private_sector": "business, industry, company, companies, private, secteur prive,"
        " sector privado, trade association, empresas",
        "academia": "academic, university, research, universite, universidad, think tank",
        "technical_community": "technical, infrastructure, communaute technique, registry",
        "intergovernmental": "igo, intergovernmental organisation, international organisation",
        "multistakeholder": "multi-stakeholder, multi stakeholder",
    },
    "visibility": {"coalition": "members, internal, members only", "private": "confidential"},
}


def folded(text: str) -> str:
    """A heading or a code as it is compared: no accents, capitals or signs.

    >>> folded("  Date (réunion)*"), folded("With_whom?")
    ('date reunion', 'with whom')
    """
    return " ".join(re.findall(r"[^\W_]+", folded_text(text)))


@cache
def headings(kind: Type, meaning: str) -> tuple[str, ...]:
    """All headings that stand for a meaning in tables of a kind, folded; its own name first."""
    own = [meaning.lower().replace("_", " ")]
    if meaning == "name" and isinstance(kind, NodeType):
        own += [kind.singular, f"{kind.singular} name", f"name of {kind.singular}"]
        own.append(folded(kind.plural))
        own += _more_names(kind.label)
    if tie := SCHEMA.by_name.get(meaning):
        label = kind.label if isinstance(kind, NodeType) else ""
        ends = tie.targets if label in tie.sources else tie.sources
        own += [tie.says, tie.says_back]
        # "Agreement" over a column of agreements is their name, not what they are tied to
        others = [end for end in ends if end != label]
        own += [
            word for end in others for word in (end.lower(), folded(SCHEMA.by_label[end].plural))
        ]
    more = HEADINGS.get(meaning, "").split(",")
    return tuple(dict.fromkeys(folded(word) for word in (*own, *more) if folded(word)))


def _more_names(label: str) -> list[str]:
    more = {
        "Member": "org, orgs, organisation, organization, member organisation, organisme,"
        " organizacion,"
        " organisation name, organization name, company name, name of organisation,"
        " affiliation, company, employer, institution, institute, entreprise, empresa, institucion",
        "Agreement": "treaty, deal, accord, acuerdo, traite, tratado, rta name, agreement name",
        "Economy": "country, country name, pays, pais",
        "Delegation": "ministry, department, ministere, ministerio",
        "Representative": "person, official, contact person",
        "Event": "meeting, conference, evenement, evento",
        "Issue": "topic, theme, sujet, tema",
    }
    return [word.strip() for word in more.get(label, "").split(",") if word]


@cache
def _all() -> frozenset[str]:
    own = {name for kind in SCHEMA.types for field in kind.columns for name in (field.name,)}
    labels = {kind.singular for kind in SCHEMA.nodes} | {kind.plural for kind in SCHEMA.nodes}
    more = {word for words in HEADINGS.values() for word in words.split(",")}
    return frozenset(folded(word) for word in (*own, *labels, *more))


@cache
def known_heading(cell: str) -> bool:
    """Whether a cell is a word that people put over a column."""
    return folded(cell) in _all()
