"""The messages' line on the page of the system's health."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.jobs.public import HealthLine
from guanjia.foundation.messages.models import Gateway, Message
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
    for gateway in Gateway.objects.filter(site=site, active=True):
        yield _of_gateway(gateway, site)


def _of_gateway(gateway: Gateway, site: Site) -> HealthLine:
    """A gateway that does not answer, since when, and how many messages wait for it."""
    waiting = Message.objects.filter(site=site, channel=gateway.kind, state=Message.State.QUEUED).count()
    link = reverse("messages:gateways", args=[site.code])
    if gateway.failing_since is None:
        return HealthLine(gateway.get_kind_display(), "green", _("%(count)s wait") % {"count": waiting}, None, link)
    words = _("does not answer, %(count)s wait: %(error)s") % {"count": waiting, "error": gateway.last_error}
    return HealthLine(gateway.get_kind_display(), "red", words, gateway.failing_since, link)
