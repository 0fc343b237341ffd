"""Who of us speaks what, shift by shift; which languages are asked for, year by year."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.db.models.functions import ExtractYear

from guanjia.foundation.sites.public import Site, local
from guanjia.posts.public import Roster
from guanjia.reception.models import LanguageNeed, StaffLanguage
from guanjia.reception.rules.languages import Language, shifts_without

AHEAD = timedelta(days=2)
FRONT = ("conference.greeter", "conference.attendant", "frontdesk", "conference.leader")
"""The posts that meet guests."""


@dataclass(frozen=True, slots=True)
class Demand:
    """How often a language was asked for in a year; `growth` in percent against the year before, None where that had none."""

    language: Language
    year: int
    count: int
    growth: int | None


def demand_of(site: Site) -> list[Demand]:
    """Demand by language and year, the newest year and the most wanted language first (LANG-006). One query."""
    rows = LanguageNeed.objects.filter(site=site, dropped_at=None).annotate(year=ExtractYear("starts_at"))
    counts = {(code, year): n for code, year, n in rows.values_list("language", "year").annotate(n=Count("pk"))}
    found = [
        Demand(Language(code), year, n, round(100 * (n - before) / before) if (before := counts.get((code, year - 1))) else None)
        for (code, year), n in counts.items()
    ]  # fmt: skip
    return sorted(found, key=lambda each: (-each.year, -each.count, each.language.value))


def shifts_without_speakers(site: Site, at: datetime) -> list[str]:
    """Shifts of the front posts in the next two days on which nobody speaks a main foreign language (LANG-002)."""
    rows = Roster.objects.filter(
        site=site, released_at=None, post__code__in=FRONT, starts_at__lt=at + AHEAD, ends_at__gt=at
    ).values_list("starts_at", "ends_at", "user_id")
    shifts: dict[str, set[int]] = {}
    for starts_at, ends_at, user in rows.order_by("starts_at"):
        name = f"{local(site, starts_at):%m-%d %H:%M}–{local(site, ends_at):%H:%M}"
        shifts.setdefault(name, set()).add(user)
    speakers: dict[int, set[str]] = {}
    for user, language in StaffLanguage.objects.filter(site=site).values_list("user_id", "language"):
        speakers.setdefault(user, set()).add(language)
    return shifts_without(speakers, shifts)
