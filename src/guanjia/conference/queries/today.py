"""The meetings of the site's present day."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from guanjia.conference.models import Block
from guanjia.conference.rules.states import BlockState
from guanjia.foundation.sites.public import Site, local, to_utc


def meetings_today(user: Any, site: Site, at: datetime) -> int:
    """How many meetings begin on the day of `at`, without cancelled ones: the rows of the room grid of the day."""
    midnight = local(site, at).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    begin, end = to_utc(site, midnight), to_utc(site, midnight + timedelta(days=1))
    rows = Block.objects.filter(site=site, starts_at__gte=begin, starts_at__lt=end)
    return rows.exclude(state=BlockState.CANCELLED).count()


def meetings_today_url(site: Site) -> str:
    """The room grid, which opens on the present day."""
    return reverse("conference:grid", args=[site.code])
