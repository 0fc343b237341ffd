"""An outage that the register announces becomes a notice: on every resident's portal, in the groups, on the boards."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from guanjia.foundation.sites.public import Site, local
from guanjia.frontdesk.homes.public import Outage, OutageState, told_people
from guanjia.portal.actions.announcing import draft_announcement, publish_announcement, withdraw_announcement
from guanjia.portal.models import Announcement
from guanjia.portal.rules.announcements import AnnouncementKind, AnnouncementState
from guanjia.portal.rules.shown import span_words


def source_of(outage: Outage) -> str:
    """The outage as it stands now: each change of its end is a notice of its own."""
    return f"homes.outage:{outage.pk}:{outage.rev}"


@transaction.atomic
def follow_outage(*, outage: Outage, actor: Any, at: datetime) -> Announcement | None:
    """Publish what holds of the outage now and take back what was said before; None once it is over or called off.

    Whoever was written to by the register is not told a second time. The same outage twice gives the same notice.
    """
    site = outage.site
    with translation.override(settings.LANGUAGE_CODE):
        stands = outage.stage is OutageState.ANNOUNCED
        _take_back(outage, _("Replaced by a later notice") if stands else _(outage.stage.label), actor, at)
        if not stands:
            return None
        made = draft_announcement(
            site=site, kind=AnnouncementKind.OUTAGE, title=_title(outage), body=_body(outage), contact=_contact(site),
            building_ids=sorted(set(outage.scopes.values_list("building_id", flat=True))), starts_at=outage.starts_at,
            ends_at=outage.expected_end, source=source_of(outage), actor=actor, at=at,
        )  # fmt: skip
        if made.stage is AnnouncementState.DRAFT:
            publish_announcement(announcement=made, actor=actor, at=at, told_before=told_people(outage))
    return made


def _take_back(outage: Outage, reason: str, actor: Any, at: datetime) -> None:
    """Withdraw the notices of earlier states of the outage."""
    rows = Announcement.objects.filter(
        site=outage.site, state=AnnouncementState.PUBLISHED, source__startswith=f"homes.outage:{outage.pk}:"
    )
    stands = source_of(outage) if outage.stage is OutageState.ANNOUNCED else ""
    for row in rows.exclude(source=stands):
        withdraw_announcement(announcement=row, actor=actor, at=at, reason=reason)


def _title(outage: Outage) -> str:
    """What stops where: "3栋 停水通知"."""
    places = []
    for scope in outage.scopes.select_related("building", "section").order_by("building__code"):
        places.append(scope.building.name + (f" {scope.section.name}" if scope.section else ""))
    where = "、".join(places[:3]) + ("…" if len(places) > 3 else "")
    return _("%(where)s: %(kind)s off") % {"where": where, "kind": _(outage.kind_enum.label)}


def _body(outage: Outage) -> str:
    site = outage.site
    span = span_words(local(site, outage.starts_at), local(site, outage.expected_end))
    lines = [_("Why: %(words)s") % {"words": outage.words}, _("Expected: %(span)s") % {"span": span}]
    return "\n".join(lines)


def _contact(site: Site) -> str:
    return " ".join(part for part in (_("Front desk"), str(site.settings.get("phone", ""))) if part)
