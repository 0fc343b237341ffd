"""Ways are closed and opened again; everything that leads people follows at once."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import changed
from guanjia.frontdesk.visitors.public import Facility
from guanjia.wayfinding.actions.drawing import topic
from guanjia.wayfinding.events import WayClosed, WayOpened
from guanjia.wayfinding.models import Closing, WayLink
from guanjia.wayfinding.rules.refusals import WayRefused

CLOSING = "wayfinding.closing"


@transaction.atomic
def close_way(
    *,
    site: Site,
    via: str = "",
    link: WayLink | None = None,
    reason: str,
    until: datetime | None = None,
    facility: Facility | None = None,
    actor: Any,
    at: datetime,
) -> Closing:
    """Close a lift, stairs (`via`) or one link from now on. Raises WayRefused: unknown, closed already, `until` past."""
    refuse_marked({"reason": reason}, site=site)
    if not reason.strip():
        raise WayRefused("reason", _("Say why it is closed: those who are led round it will ask."))
    if until is not None and until <= at:
        raise WayRefused("until", _("Closed until a moment that is still to come."))
    if link is None and not WayLink.objects.filter(site=site, via=via).exclude(via="").exists():
        raise WayRefused("via", _("No such lift or stairs here."))
    if link is not None and Closing.objects.filter(link=link, lifted_at=None).exists():
        raise WayRefused("via", _("It is closed already."))
    try:
        with transaction.atomic():
            closing = Closing.objects.create(
                site=site, via="" if link else via, link=link, reason=reason.strip(), since=at, until=until, by=actor,
                facility=facility,
            )  # fmt: skip
    except IntegrityError as twice:
        raise WayRefused("via", _("It is closed already.")) from twice
    record(
        site=site,
        at=at,
        actor=actor,
        action="close",
        subject=(CLOSING, closing.pk),
        reason=reason,
        event=WayClosed(closing.pk),
    )
    changed(CLOSING, [closing.pk], site=site, at=at)
    touch(topic(site.pk))
    return closing


@transaction.atomic
def open_way(*, closing: Closing, actor: Any, at: datetime) -> Closing:
    """Open it again; a second call changes nothing."""
    if not Closing.objects.filter(pk=closing.pk, lifted_at=None).update(lifted_at=at, rev=closing.rev + 1):
        return Closing.objects.get(pk=closing.pk)
    closing.lifted_at, closing.rev = at, closing.rev + 1
    record(
        site=closing.site, at=at, actor=actor, action="open", subject=(CLOSING, closing.pk), event=WayOpened(closing.pk)
    )
    changed(CLOSING, [closing.pk], site=closing.site, at=at)
    touch(topic(closing.site_id))
    return closing
