"""Answers the one box: every kind's hits that the user may see."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from guanjia.foundation.search.bigrams import is_han, runs, token
from guanjia.foundation.search.models import SearchEntry
from guanjia.foundation.sites.public import Site

PER_KIND = 8
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found."""

    kind: str
    id: int
    title: str
    url: str
    note: str = ""


MaySee = Callable[[Any, Site, list[int]], Iterable[int]]
LookUp = Callable[[Any, Site, str], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Provider:
    """A kind of things that can be found: its English label, which ids the user may see, and what words cannot find.

    `look_up(user, site, text)` answers what is not in the index (a phone's last four digits).
    """

    kind: str
    label: str
    may_see: MaySee
    look_up: LookUp | None = None
    order: int = 50


_providers: dict[str, Provider] = {}


def register_provider(provider: Provider) -> None:
    """Let the box find things of this kind; a kind without provider is never shown. Called in apps.ready()."""
    _providers[provider.kind] = provider


def search(user: Any, site: Site, text: str, *, per_kind: int = PER_KIND) -> list[tuple[Provider, list[Hit]]]:
    """The hits the user may see at the site, grouped by kind in the providers' order; kinds without hits left out.

    All words must occur; Han words of one or more characters, the beginnings of Latin words. One query in all,
    plus the providers' own. Empty text finds nothing.
    """
    found = find(site, text, per_kind=per_kind * 4)
    groups = []
    for provider in sorted(_providers.values(), key=lambda one: (one.order, one.kind)):
        mine = found.get(provider.kind, [])
        allowed = set(provider.may_see(user, site, [hit.id for hit in mine])) if mine else set()
        hits = {hit.id: hit for hit in mine if hit.id in allowed}
        if provider.look_up is not None and text.strip():
            hits = {hit.id: hit for hit in provider.look_up(user, site, text.strip())} | hits
        if hits:
            groups.append((provider, list(hits.values())[:per_kind]))
    return groups


def find(
    site: Site, text: str, *, per_kind: int = PER_KIND, kinds: Iterable[str] | None = None
) -> dict[str, list[Hit]]:
    """The site's entries by kind, newest first, before any permission. `kinds` narrows."""
    query = match_query(text, connection.vendor)
    if not query:
        return {}
    wanted = list(kinds) if kinds is not None else list(_providers)
    if not wanted:
        return {}
    table = SearchEntry._meta.db_table
    where = (
        f"id IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH %s)"
        if connection.vendor == "sqlite"
        else "to_tsvector('simple', grams) @@ to_tsquery('simple', %s)"
    )
    sql = (
        f"SELECT kind, subject_id, title, url FROM (SELECT kind, subject_id, title, url, id, ROW_NUMBER() OVER "
        f"(PARTITION BY kind ORDER BY id DESC) AS nth FROM {table} WHERE site_id = %s AND kind IN "
        f"({', '.join(['%s'] * len(wanted))}) AND {where}) AS hits WHERE nth <= %s ORDER BY kind, id DESC"
    )
    found: dict[str, list[Hit]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, [site.pk, *wanted, query, per_kind])
        for kind, subject_id, title, url in cursor.fetchall():
            found.setdefault(kind, []).append(Hit(kind, subject_id, title, url))
    return found


def match_query(text: str, vendor: str) -> str:
    """The engine's own query for a typed text: runs as phrases, single characters and Latin words as beginnings."""
    parts = []
    for run in runs(text)[:MOST_WORDS]:
        marks = [token(gram) for gram in run]
        begins = len(run) == 1 and (not is_han(run[0][0]) or len(run[0]) == 1)
        if vendor == "sqlite":
            parts.append(f'"{" ".join(marks)}"' + ("*" if begins else ""))
        else:
            parts.append("(" + " <-> ".join(marks) + (":*" if begins else "") + ")")
    return " AND ".join(parts) if vendor == "sqlite" else " & ".join(parts)
