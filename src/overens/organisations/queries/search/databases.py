"""What the two databases are asked, in plain statements: the same terms in both."""

from __future__ import annotations

from collections import defaultdict

from django.db import connection

from overens.organisations.models.searching import fts5_of, tsquery_of
from overens.organisations.rules import Wanted

# Begins of terms that are words as they are written (rules.finding).
WORD_TAGS = "mno"
_VECTOR = "array_to_tsvector(string_to_array(search_terms, ' '))"
_STATEMENTS = {
    "sqlite": "SELECT {place}, rowid FROM organisations_search "
    "WHERE organisations_search MATCH %s",
    "postgresql": "SELECT {place}, id FROM organisations_organisation "
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
        rows = cursor.fetchall()
    if len(questions) == 1:
        return [[row[1] for row in rows]]
    for place, pk in rows:
        found[place].append(pk)
    return found


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
