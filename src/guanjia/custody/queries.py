"""Which things."""

from datetime import datetime
from typing import Any

from django.db.models import Max, Q, QuerySet

from guanjia.custody.models import Item, Loanable
from guanjia.custody.permissions import sees_custody
from guanjia.custody.rules.items import OPEN_ITEM, ItemKind, ItemState
from guanjia.custody.rules.loans import Count, LoanKind, count_board
from guanjia.custody.rules.proofs import is_heightened, needs_two
from guanjia.foundation.files.public import StoredFile
from guanjia.foundation.sites.public import Site
from guanjia.people.public import Roles, User, is_auditor, users_with_role


def item_list(site: Site, *, show: str = "open", kind: str = "", words: str = "") -> QuerySet[Item]:
    """Things of the site, newest first; `show` is open or all."""
    rows = Item.objects.filter(site=site).select_related("keeper")
    if show != "all":
        rows = rows.filter(state__in=OPEN_ITEM)
    if kind in set(ItemKind):
        rows = rows.filter(kind=kind)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(number__icontains=words) | Q(place__icontains=words))
    return rows.order_by("-taken_at", "-pk")


def items_about(kind: str, pks: list[int]) -> QuerySet[Item]:
    """Things that belong to subjects of one kind, oldest first."""
    return (
        Item.objects.filter(subject_kind=kind, subject_id__in=pks).select_related("keeper").order_by("taken_at", "pk")
    )


def items_of_household(site: Site, unit_ids: list[int], person_ids: list[int]) -> QuerySet[Item]:
    """Open things of these units or persons, oldest first."""
    whose = Q(unit__in=unit_ids) | Q(owner__in=person_ids)
    return Item.objects.filter(whose, site=site, state__in=OPEN_ITEM).order_by("taken_at", "pk")


def unreturned(kind: str, pks: list[int]) -> QuerySet[Item]:
    """Equipment of these subjects that nobody has signed back yet, broken pieces without a decision included."""
    return items_about(kind, pks).filter(kind=ItemKind.EQUIPMENT_RETURN, state__in=OPEN_ITEM)


def is_checked_by_two(item: Item, at: datetime) -> bool:
    """Whether two members of the crew give this thing away now."""
    last = Item.objects.filter(site=item.site_id, astray_at__isnull=False).aggregate(last=Max("astray_at"))["last"]
    return needs_two(ItemKind(item.kind), item.valuable, is_heightened(last, at))


def keys_out(site: Site) -> QuerySet[Item]:
    """Keys that are out, the one due first first; the handover of a shift lists them."""
    rows = Item.objects.filter(site=site, kind=ItemKind.LOAN, state__in=OPEN_ITEM, loanable__kind=LoanKind.KEY)
    return rows.select_related("loanable", "keeper").order_by("due_at", "pk")


def key_count(site: Site, seen: list[str]) -> Count:
    """What the key board lacks: `seen` are the tags that hang there."""
    rows = Loanable.objects.filter(site=site, kind=LoanKind.KEY, retired_at=None, lost_at=None)
    known = list(rows.values_list("code", "out_item_id"))
    out = [code for code, item in known if item is not None]
    return count_board(known=[code for code, _item in known], out=out, seen=[each.strip().upper() for each in seen])


CREW = tuple(role for role in Roles if role not in (Roles.CLIENT, Roles.RESIDENT, Roles.AUDITOR))


def colleagues(site: Site, user: Any, at: datetime) -> list[User]:
    """Who may be the second person of a handover: everybody who works at the site but the first one."""
    return [each for each in users_with_role(site, *CREW, at=at) if each != user]


def colleague(site: Site, user: Any, pk: str, at: datetime) -> User | None:
    """The second person that was chosen; None for nobody and for whoever does not work here."""
    return next((each for each in colleagues(site, user, at) if str(each.pk) == pk), None)


def photos_of(item: Item) -> QuerySet[StoredFile]:
    """The photos of a thing."""
    return StoredFile.objects.filter(holds__holder_kind="custody.item", holds__holder_id=item.pk).order_by("pk")


def may_see_photo(user: Any, site: Site, item_id: int) -> bool:
    """Whoever works at the site, and its auditors."""
    if not (sees_custody(user, site) or is_auditor(user, site)):
        return False
    return Item.objects.filter(pk=item_id, site=site).exists()


def unbalanced(site: Site) -> list[str]:
    """Custody in = out: an ended thing has its end and its signature, an open one has neither; the board knows its loans."""
    ended = Item.objects.filter(site=site).exclude(state__in=OPEN_ITEM)
    unsigned = Q(state=ItemState.RETURNED, signature="", erased_at=None)
    wrong = ended.filter(Q(ended_at__isnull=True) | unsigned)
    early = Item.objects.filter(site=site, state__in=OPEN_ITEM, ended_at__isnull=False)
    away = Loanable.objects.filter(site=site, out_item__isnull=False).exclude(out_item__state__in=OPEN_ITEM)
    pks = [*wrong.values_list("pk", flat=True), *early.values_list("pk", flat=True)]
    return [f"item {pk} does not balance" for pk in pks] + [f"{each.code} is out on an ended loan" for each in away]
