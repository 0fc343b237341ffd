"""The messages' line on the page of the system's health."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.jobs.public import HealthLine
from guanjia.foundation.messages.models import Message
from guanjia.foundation.sites.public import Site


def failing_messages(site: Site, now: datetime) -> Iterable[HealthLine]:
    """What a channel did not take."""
    failing, given_up = Q(state="queued", attempts__gt=0), Q(state="failed")
    found = Message.objects.filter(site=site).aggregate(
        waiting=Count("id", filter=failing), given_up=Count("id", filter=given_up)
    )
    words = _("%(waiting)s tried again, %(given_up)s given up") % found
    colour = "red" if found["given_up"] else "yellow" if found["waiting"] else "green"
    yield HealthLine(_("Messages"), colour, words, None, reverse("messages:log", args=[site.code]))
