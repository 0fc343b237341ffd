"""One key: every screen of a zone black, or showing where to go; and back."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.places.public import Building, Floor, Room
from guanjia.signage.actions.screens import ScreenRefused, signs_topic
from guanjia.signage.models import Takeover
from guanjia.signage.rules.screens import TakeoverKind
from guanjia.signage.rules.zones import BadZone, Zone, read_zone

TAKEOVER = "signage.takeover"


@transaction.atomic
def take_over(
    *, site: Site, kind: TakeoverKind, zone: str, text: str = "", text_en: str = "", actor: Any, at: datetime
) -> Takeover:
    """Take the screens of a zone over; a second press keeps the first. An emergency needs its text.

    Raises ScreenRefused for a zone that is none of the site's, SecretRefused.
    """
    refuse_marked({"text": text, "text_en": text_en}, site=site)
    where = zone_of(site, zone)
    if kind is TakeoverKind.EMERGENCY and not text.strip():
        raise ScreenRefused("text", _("Say what people must do."))
    try:
        with transaction.atomic():
            made = Takeover.objects.create(
                site=site, kind=kind, zone=str(where), text=text.strip(), text_en=text_en.strip(), since=at, by=actor
            )
    except IntegrityError:
        return Takeover.objects.get(site=site, kind=kind, zone=str(where), lifted_at=None)
    record(site=site, at=at, actor=actor, action=kind.value, subject=(TAKEOVER, made.pk), changes={"zone": str(where)})
    touch(signs_topic(site.pk))
    return made


@transaction.atomic
def give_back(*, takeover: Takeover, actor: Any, at: datetime) -> None:
    """Show meetings again; a second press changes nothing."""
    if Takeover.objects.filter(pk=takeover.pk, lifted_at=None).update(lifted_at=at, lifted_by=actor):
        record(
            site=takeover.site,
            at=at,
            actor=actor,
            action="back",
            subject=(TAKEOVER, takeover.pk),
            changes={"zone": takeover.zone},
        )
        touch(signs_topic(takeover.site_id))


def zone_of(site: Site, text: str) -> Zone:
    """The zone, if it lies in the site. Raises ScreenRefused."""
    try:
        zone = read_zone(text)
    except BadZone as bad:
        raise ScreenRefused("zone", _("No such zone here.")) from bad
    known = {
        "site": lambda: True,
        "room": lambda: Room.objects.filter(site=site, pk=zone.key).exists(),
        "floor": lambda: Floor.objects.filter(building__site=site, pk=zone.key).exists(),
        "building": lambda: Building.objects.filter(site=site, pk=zone.key).exists(),
    }
    if not known[zone.kind]():
        raise ScreenRefused("zone", _("No such zone here."))
    return zone
