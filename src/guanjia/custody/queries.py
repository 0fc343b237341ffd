"""Which things."""

from typing import Any

from django.db.models import Q, QuerySet

from guanjia.custody.models import Item
from guanjia.custody.permissions import sees_custody
from guanjia.custody.rules.items import OPEN_ITEM, ItemKind
from guanjia.foundation.files.public import StoredFile
from guanjia.foundation.sites.public import Site
from guanjia.people.public import is_auditor


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


def unreturned(kind: str, pks: list[int]) -> QuerySet[Item]:
    """Equipment of these subjects that nobody has signed back yet, broken pieces without a decision included."""
    return items_about(kind, pks).filter(kind=ItemKind.EQUIPMENT_RETURN, state__in=OPEN_ITEM)


def photos_of(item: Item) -> QuerySet[StoredFile]:
    """The photos of a thing."""
    return StoredFile.objects.filter(holds__holder_kind="custody.item", holds__holder_id=item.pk).order_by("pk")


def may_see_photo(user: Any, site: Site, item_id: int) -> bool:
    """Whoever works at the site, and its auditors."""
    if not (sees_custody(user, site) or is_auditor(user, site)):
        return False
    return Item.objects.filter(pk=item_id, site=site).exists()


def unbalanced(site: Site) -> list[str]:
    """Custody in = out: an ended thing has its end and its signature, an open one has neither."""
    ended = Item.objects.filter(site=site).exclude(state__in=OPEN_ITEM)
    wrong = ended.filter(Q(ended_at__isnull=True) | Q(state="returned", signature=""))
    early = Item.objects.filter(site=site, state__in=OPEN_ITEM, ended_at__isnull=False)
    return [
        f"item {pk} does not balance"
        for pk in [*wrong.values_list("pk", flat=True), *early.values_list("pk", flat=True)]
    ]
