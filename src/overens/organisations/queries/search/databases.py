"""What the two databases are asked, in plain statements: the same terms in both."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from django.db import connection

from overens.organisations.models import Organisation
from overens.organisations.models.searching import fts5_of, tsquery_of
from overens.organisations.rules import Wanted

# Begins of terms that are words as they are written (rules.finding).
WORD_TAGS = "mno"
_VECTOR = "array_to_tsvector(string_to_array(search_terms, ' '))"
# Ids come as one text: to make a row of each costs more than to find them.
_STATEMENTS = {
    "sqlite": "SELECT {place}, json_group_array(rowid) FROM organisations_search "
    "WHERE organisations_search MATCH %s",
    "postgresql": "SELECT {place}, json_agg(id)::text FROM organisations_organisation "
    f"WHERE {_VECTOR} @@ %s::tsquery",
}
_WORDS = {
    "sqlite": "SELECT term, doc FROM organisations_search_words "
    "WHERE term >= 'm' AND term < 'p'",
    "postgresql": "SELECT word, ndoc FROM ts_stat($$SELECT "
    f"{_VECTOR} FROM organisations_organisation$$)",
}


def ids_of(*questions: Wanted) -> list[list[int]]:
    """Return the ids that each question finds, in one statement; in any order."""
    vendor = connection.vendor
    render = fts5_of if vendor == "sqlite" else tsquery_of
    found: list[list[int]] = [[] for _question in questions]
    if not questions:
        return found
    statement = " UNION ALL ".join(
        _STATEMENTS[vendor].format(place=place) for place in range(len(questions))
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [render(question) for question in questions])
        for place, ids in cursor.fetchall():
            found[place] = json.loads(ids or "[]")
    return found


def terms_of_ids(ids: Sequence[int]) -> dict[int, frozenset[str]]:
    """Return the terms of some organisations, by their ids."""
    rows = Organisation.objects.filter(pk__in=ids).values_list("pk", "search_terms")
    return {pk: frozenset(terms.split()) for pk, terms in rows}


def words_there() -> dict[str, int]:
    """Return every word of the register, as written, and how many have it."""
    with connection.cursor() as cursor:
        cursor.execute(_WORDS[connection.vendor])
        rows = cursor.fetchall()
    counts: dict[str, int] = defaultdict(int)
    for term, count in rows:
        if term[0] in WORD_TAGS:
            counts[term[1:]] += count
    return dict(counts)


def written_in(terms: str) -> list[str]:
    """Return the words, as written, among an organisation's terms."""
    return [term[1:] for term in terms.split() if term[0] in WORD_TAGS]
