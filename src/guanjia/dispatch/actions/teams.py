"""Who can do what, who answers for which area, how far buildings lie apart."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.dispatch.models import Ability, Area, AreaPerson, BuildingWay
from guanjia.dispatch.rules.states import AreaRole
from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site
from guanjia.people.public import User
from guanjia.places.public import Building

TEAM = "dispatch.team"
LONGEST_WAY = 240
PACES = (Decimal("0.20"), Decimal("5.00"))


class TeamRefused(Exception):
    """It cannot be kept like this; `field` says what is wrong, str() why, in the reader's language."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def set_abilities(*, site: Site, user: User, paces: Mapping[str, Decimal], actor: Any, at: datetime) -> None:
    """What somebody can do and how fast (1 = as planned, 1.3 = slower); what is not named they cannot. A second call changes nothing."""
    for skill, pace in paces.items():
        if not PACES[0] <= pace <= PACES[1]:
            raise TeamRefused(skill, _("A pace lies between 0.2 and 5."))
    Ability.objects.filter(site=site, user=user).exclude(skill__in=paces).delete()
    for skill, pace in paces.items():
        Ability.objects.update_or_create(site=site, user=user, skill=skill, defaults={"pace": pace})
    changes = {"user": user.pk, "skills": {skill: str(pace) for skill, pace in sorted(paces.items())}}
    record(site=site, at=at, actor=actor, action="abilities", subject=(TEAM, site.pk), changes=changes)


@transaction.atomic
def save_area(
    *, site: Site, area: Area | None, name: str, buildings: Iterable[Building], people: Mapping[AreaRole, Sequence[User]],
    actor: Any, at: datetime,
) -> Area:  # fmt: skip
    """Keep an area with its buildings and, per role, its people in the order they are asked (REPR-016).

    TeamRefused for an empty or known name, and for an area without the three roles filled.
    """
    name = name.strip()
    others = Area.objects.filter(site=site, name=name).exclude(pk=area.pk if area else None)
    if not name or others.exists():
        raise TeamRefused("name", _("An area has a name of its own."))
    if lacking := [role for role in AreaRole if not people.get(role)]:
        words = ", ".join(_(role.label) for role in lacking)
        raise TeamRefused(lacking[0].value, _("Somebody answers for it in each role: %(roles)s") % {"roles": words})
    if area is None:
        area = Area.objects.create(site=site, name=name)
    else:
        Area.objects.filter(pk=area.pk).update(name=name)
    area.buildings.set(buildings)
    area.people.all().delete()
    AreaPerson.objects.bulk_create(
        AreaPerson(area=area, role=role, user=user, rank=rank)
        for role, users in people.items()
        for rank, user in enumerate(dict.fromkeys(users), start=1)
    )
    changes = {"area": name, "people": {role.value: [each.pk for each in users] for role, users in people.items()}}
    record(site=site, at=at, actor=actor, action="area", subject=(TEAM, site.pk), changes=changes)
    return area


@transaction.atomic
def drop_area(*, area: Area, actor: Any, at: datetime) -> None:
    """The area is no more; its buildings belong to nobody in particular."""
    record(
        site=area.site,
        at=at,
        actor=actor,
        action="area_dropped",
        subject=(TEAM, area.site_id),
        changes={"area": area.name},
    )
    area.delete()


@transaction.atomic
def set_ways(*, site: Site, minutes: Mapping[tuple[int, int], int | None], actor: Any, at: datetime) -> None:
    """Minutes on foot between pairs of buildings, lower id first; None forgets a pair, which then takes the usual six."""
    for (one, other), value in minutes.items():
        if value is not None and not 0 < value <= LONGEST_WAY:
            raise TeamRefused(f"way-{one}-{other}", _("A way takes 1 to 240 minutes."))
        BuildingWay.objects.filter(site=site, one__in=(one, other), other__in=(one, other)).delete()
        if value is not None:
            BuildingWay.objects.create(site=site, one_id=one, other_id=other, minutes=value)
    record(site=site, at=at, actor=actor, action="ways", subject=(TEAM, site.pk), changes={"pairs": len(minutes)})
