"""Writes what the one box can find."""

from collections.abc import Iterable
from dataclasses import dataclass

from guanjia.foundation.search.bigrams import tokens
from guanjia.foundation.search.models import SearchEntry
from guanjia.foundation.sites.public import Site

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """A findable thing: its id, what the list of hits shows, the words it is found by besides, where it lies."""

    id: int
    title: str
    text: str
    url: str


def index(*, kind: str, id: int, site: Site, title: str, text: str, url: str) -> None:
    """Make the thing findable at the site, or refresh it. In the writer's transaction; never P2 or P3 values."""
    index_many(kind=kind, site=site, entries=[Entry(id, title, text, url)])


def index_many(*, kind: str, site: Site, entries: Iterable[Entry]) -> int:
    """The same for many; how many."""
    rows = [
        SearchEntry(
            site=site,
            kind=kind,
            subject_id=entry.id,
            title=entry.title[:200],
            url=entry.url[:300],
            grams=f"{tokens(entry.title)} {tokens(entry.text)}"[:20000],
        )
        for entry in entries
    ]
    SearchEntry.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["kind", "subject_id", "site"],
        update_fields=["title", "url", "grams"],
    )
    return len(rows)


def remove(kind: str, ids: Iterable[int], *, site: Site | None = None) -> int:
    """Make the things unfindable, at one site or everywhere; how many entries went."""
    wanted = list(ids)
    gone = 0
    for start in range(0, len(wanted), BATCH):
        rows = SearchEntry.objects.filter(kind=kind, subject_id__in=wanted[start : start + BATCH])
        gone += (rows if site is None else rows.filter(site=site)).delete()[0]
    return gone
