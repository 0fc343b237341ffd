"""Coming in and going out."""

from collections.abc import Iterable
from datetime import datetime

from guanjia.foundation.sites.public import Site
from guanjia.people.models import Presence

Ref = tuple[str, int]


def enter(
    *,
    site: Site,
    kind: str,
    ref: Ref,
    at: datetime,
    space_id: int | None = None,
    person_id: int | None = None,
) -> bool:
    """Note that `ref` (kind, id) is inside the space, or (None) on the site; False if it was already: nothing doubles.

    The module that owns `ref` writes the journal, for it knows what the entering means.
    """
    return enter_many(site=site, kind=kind, refs=[ref], at=at, space_id=space_id, person_ids={ref[1]: person_id}) == 1


def enter_many(
    *,
    site: Site,
    kind: str,
    refs: Iterable[Ref],
    at: datetime,
    space_id: int | None = None,
    person_ids: dict[int, int | None] | None = None,
) -> int:
    """Note many at once; returns how many were not inside before."""
    wanted, persons = list(refs), person_ids or {}
    before = Presence.objects.filter(site=site, space_id=space_id, out_at=None)
    before = before.filter(ref_kind__in={of for of, _ in wanted}, ref_id__in=[pk for _, pk in wanted])
    inside = set(before.values_list("ref_kind", "ref_id"))
    fresh = [
        Presence(site=site, kind=kind, ref_kind=of, ref_id=pk, space_id=space_id, person_id=persons.get(pk), in_at=at)
        for of, pk in wanted
        if (of, pk) not in inside
    ]
    Presence.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def leave(*, site: Site, ref: Ref, at: datetime, space_id: int | None = None) -> int:
    """Note that `ref` left the space, or (None) the site with all its spaces; returns how many stays that ended."""
    stays = Presence.objects.filter(site=site, ref_kind=ref[0], ref_id=ref[1], out_at=None, in_at__lte=at)
    if space_id is not None:
        stays = stays.filter(space_id=space_id)
    return stays.update(out_at=at)


def leave_all(*, site: Site, ref_kind: str, at: datetime, space_id: int | None = None) -> int:
    """End every open stay of one kind of row, in one space or everywhere: a hall is cleared, a day is closed."""
    stays = Presence.objects.filter(site=site, ref_kind=ref_kind, out_at=None, in_at__lte=at)
    if space_id is not None:
        stays = stays.filter(space_id=space_id)
    return stays.update(out_at=at)
