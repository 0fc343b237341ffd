"""What is known of guests on file, without a word of their wishes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, QuerySet

from guanjia.foundation.sites.public import Site
from guanjia.kernel.words import gettext_noop as N_
from guanjia.reception.models import PartyGuest, Profile
from guanjia.ui.card import PanelRow, Whom
from guanjia.ui.parts import Mark

BEEN = ("left", "closed")
VIP = Mark(N_("Guest of rank"), "purple")


def on_file(site: Site) -> QuerySet[Profile]:
    """Everybody on file, the marked ones first. Erased people are not in it."""
    rows = Profile.objects.filter(site=site).exclude(person__name="").select_related("person", "butler")
    return rows.order_by("-marked", "person__pinyin", "pk")


def visits_of(profiles: Iterable[Profile]) -> dict[int, tuple[int, datetime | None]]:
    """By profile, how often they were received here and when last; one query."""
    rows = PartyGuest.objects.filter(profile__in=[row.pk for row in profiles], reception__state__in=BEEN)
    found = rows.values_list("profile").annotate(n=Count("pk"), last=Max("reception__arrives_at"))
    return {pk: (n, last) for pk, n, last in found}


def returning(guests: Iterable[PartyGuest]) -> set[int]:
    """Ids of those guests of a party who were received here before: they get a welcome board of their own (VIPP-006)."""
    profiles = {guest.profile_id: guest.pk for guest in guests}
    before = PartyGuest.objects.filter(profile__in=profiles, reception__state__in=BEEN).exclude(
        pk__in=profiles.values()
    )
    return {profiles[pk] for pk in before.values_list("profile", flat=True)}


def card_marks(site: Site, whom: Whom, user: Any, at: datetime) -> Sequence[PanelRow]:
    """The mark on the card of the desk: that somebody is a guest of rank, nothing else (VIPP-009)."""
    marked = Profile.objects.filter(site=site, person__in=whom.person_ids, marked=True).exists()
    return [PanelRow(text="", mark=VIP)] if marked else []
