"""Finds persons of a site by a part of the name, by pinyin or initials: by ranges of indexes alone, never a scan."""

from django.db import connection

from guanjia.foundation.persons.models import Person
from guanjia.foundation.persons.rules.parts import range_of
from guanjia.foundation.persons.rules.pinyin import plain_letters
from guanjia.foundation.sites.public import Site

Range = tuple[str, str]
ONE = """SELECT * FROM (SELECT p.*, {rank} AS rank FROM persons_person p
 WHERE p.company_id = %s AND p.{column} {from_} %s AND p.{column} {below} %s AND p.erased_at IS NULL
 AND EXISTS (SELECT 1 FROM persons_personlink l WHERE l.person_id = p.id AND l.site_id = %s)
 ORDER BY p.{column}{order} LIMIT %s) AS part{rank}"""
BYTES = {"postgresql": ("~>=~", "~<~", " USING ~<~"), "sqlite": (">=", "<", "")}


def find_by_name_or_pinyin(site: Site, text: str, *, limit: int = 20) -> list[Person]:
    """The site's persons with the text in their name, or whose pinyin or initials begin with it; beginnings first.

    Any part of a name of up to three characters is found, of a longer one what begins at its first three; of a name in
    Latin letters each of the first three words. One statement, among 300,000 persons within milliseconds.
    """
    wanted = ranges_of(text)
    if not wanted:
        return []
    sql, params = statement(site, wanted, limit)
    found: dict[int, Person] = {}
    for person in Person.objects.raw(sql, params):
        found.setdefault(person.pk, person)
    return list(found.values())[:limit]


def ranges_of(text: str) -> list[tuple[str, Range]]:
    """Which columns are asked for which range, the most telling first; nothing for a text without letters."""
    calm, letters = "".join(text.split()), plain_letters(text)
    if calm.isascii():
        columns = ("pinyin", "initials", "given", "tail") if letters and letters == plain_letters(calm) else ()
        return [(column, range_of(letters)) for column in columns]
    found = [("name", range_of(calm))]
    if (typed := " ".join(text.split())) != calm:
        found.append(("name", range_of(typed)))
    return [*found, ("given", range_of(calm)), ("tail", range_of(calm))]


def statement(site: Site, wanted: list[tuple[str, Range]], limit: int) -> tuple[str, list[object]]:
    """The statement for these ranges and its parameters; a row's rank says which range found it."""
    from_, below, order = BYTES[connection.vendor]
    parts, params = [], []
    for rank, (column, (first, end)) in enumerate(wanted):
        parts.append(ONE.format(rank=rank, column=column, from_=from_, below=below, order=order))
        params += [site.company_id, first, end, site.pk, limit]
    return " UNION ALL ".join(parts), params
