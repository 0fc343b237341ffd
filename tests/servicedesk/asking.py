"""Requests for tests."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from guanjia.foundation.persons.public import Person, make_person
from guanjia.foundation.sites.public import Site
from guanjia.people.public import Occupancy, Relation, User
from guanjia.places.public import Building, Unit
from guanjia.posts.public import Qualification
from guanjia.servicedesk.public import (
    CERTIFICATE_OF,
    Ask,
    OrderState,
    RequestState,
    ServiceRequest,
    WorkOrder,
    accept_order,
    arrive_order,
    complete_order,
    log_request,
    make_order,
    move_order,
)
from guanjia.servicedesk.rules.requests import FIVE_TREASURES
from tests.cast import Cast
from tests.factories.conference import NINE


def a_home(
    site: Site, at: datetime = NINE, code: str = "3-2-1201", name: str = "王敏", phone: str = "13800006001"
) -> tuple[Unit, Person]:
    """A unit and who owns it."""
    building, _made = Building.objects.get_or_create(
        site=site, code=code.split("-")[0], defaults={"name": f"{code[0]}号楼"}
    )
    unit = Unit.objects.create(site=site, building=building, code=code, number=code.split("-")[-1])
    person = make_person(site=site, name=name, actor=None, at=at, link="owner", private={"phone": phone})
    Occupancy.objects.create(site=site, unit=unit, person=person, relation=Relation.OWNER, is_contact=True)
    return unit, person


def ask(cast: Cast, title: str = "楼道灯不亮", at: datetime = NINE, **fields: Any) -> ServiceRequest:
    """A request taken down by Hana."""
    actor = fields.pop("actor", cast.hana)
    return log_request(site=cast.site, ask=Ask(title=title, **fields), actor=actor, at=at)


def fresh(request: ServiceRequest) -> ServiceRequest:
    """The request as it stands now."""
    return ServiceRequest.objects.select_related("site", "person", "unit", "place").get(pk=request.pk)


def certify(cast: Cast, user: User) -> None:
    """The user holds every certificate that work may ask for, for ever."""
    for kind in set(CERTIFICATE_OF.values()):
        Qualification.objects.get_or_create(site=cast.site, user=user, kind=kind)


def work_on(cast: Cast, request: ServiceRequest, at: datetime = NINE) -> WorkOrder:
    """An order of the request, taken on by Tom and begun."""
    certify(cast, cast.tom)
    order = make_order(request=request, to_user=cast.tom, actor=cast.hana, at=at)
    accept_order(order=order, actor=cast.tom, at=at)
    arrive_order(order=order, ticked=FIVE_TREASURES, actor=cast.tom, at=at)
    return move_order(order=order, to=OrderState.IN_PROGRESS, actor=cast.tom, at=at)


def done(cast: Cast, request: ServiceRequest, at: datetime = NINE) -> ServiceRequest:
    """The request with its work done."""
    order = work_on(cast, request, at)
    complete_order(order=order, result="修好了", actor=cast.tom, at=at)
    found = fresh(request)
    assert found.stage is RequestState.COMPLETED
    return found


Step = Callable[[ServiceRequest], object]
