"""Who of us speaks what, shift by shift."""

from datetime import datetime, timedelta

from guanjia.foundation.sites.public import Site, local
from guanjia.posts.public import Roster
from guanjia.reception.models import StaffLanguage
from guanjia.reception.rules.languages import shifts_without

AHEAD = timedelta(days=2)
FRONT = ("conference.greeter", "conference.attendant", "frontdesk", "conference.leader")
"""The posts that meet guests."""


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
