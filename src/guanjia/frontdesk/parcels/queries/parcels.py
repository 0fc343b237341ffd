"""Which parcels."""

import hashlib
import hmac

from django.conf import settings
from django.db.models import Q, QuerySet

from guanjia.custody.public import OPEN_ITEM, ItemKind, ItemState
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.parcels.models import HouseholdWish, Parcel
from guanjia.frontdesk.parcels.rules.codes import code_digest, make_code
from guanjia.places.public import Unit

SHOWS = ("waiting", "unknown", "locker", "locked", "astray", "ended")


def secret() -> bytes:
    """What pick-up codes are made with; another installation makes other codes."""
    return hmac.new(settings.SECRET_KEY.encode(), b"parcels", hashlib.sha256).digest()


def code_of(parcel: Parcel) -> str:
    """The pick-up code of an open parcel, made anew; "" where it has none (it lies in a locker, nobody is known, it is gone)."""
    if not parcel.code_digest:
        return ""
    return make_code(secret(), parcel.site_id, parcel.item.number, parcel.code_salt)


def digest_for(site: Site, code: str) -> str:
    """The digest by which a code is found."""
    return code_digest(secret(), site.pk, code)


def parcel_list(site: Site, *, show: str = "waiting", words: str = "") -> QuerySet[Parcel]:
    """Parcels of the site, the longest waiting first; `show` is one of SHOWS."""
    rows = Parcel.objects.filter(site=site).select_related("item__unit", "item__owner", "item__keeper", "locker")
    if show == "ended":
        rows = rows.filter(is_open=False).order_by("-item__ended_at", "-pk")
    else:
        rows = rows.filter(is_open=True).order_by("item__taken_at", "pk")
    if show == "unknown":
        rows = rows.filter(item__unit=None, item__owner=None)
    elif show == "locker":
        rows = rows.exclude(locker=None)
    elif show == "locked":
        rows = rows.filter(tries__gte=5)
    elif show == "astray":
        rows = rows.filter(item__state=ItemState.ASTRAY)
    if words:
        found = Q(tracking_number__icontains=words) | Q(item__number__icontains=words) | Q(item__shelf__iexact=words)
        rows = rows.filter(found | Q(item__unit__code__icontains=words) | Q(recipient__icontains=words))
    return rows


def waiting_for(site: Site, unit_ids: list[int], person_ids: list[int]) -> QuerySet[Parcel]:
    """Open parcels of these homes or people, the longest waiting first."""
    whose = Q(item__unit__in=unit_ids) | Q(item__owner__in=person_ids)
    rows = Parcel.objects.filter(whose, site=site, is_open=True).select_related("item", "locker")
    return rows.order_by("item__taken_at", "pk")


def takes_parcels(unit: Unit) -> bool:
    """Whether the counter takes parcels in for the home; it does unless the household said otherwise."""
    return not HouseholdWish.objects.filter(unit=unit, accepts=False).exists()


def unlike_custody(site: Site) -> list[str]:
    """Parcels whose openness is not their thing's; an invariant."""
    open_wrong = Parcel.objects.filter(site=site, is_open=True).exclude(item__state__in=OPEN_ITEM)
    shut_wrong = Parcel.objects.filter(site=site, is_open=False, item__state__in=OPEN_ITEM)
    bare = Parcel.objects.filter(site=site).exclude(item__kind=ItemKind.PARCEL)
    return [f"parcel {row.pk} is not as its thing" for row in [*open_wrong, *shut_wrong, *bare]]
