"""Somebody leaves while work lies with them: nothing goes with them (W19, section 6)."""

import pytest

from guanjia.foundation.events.public import relay
from guanjia.foundation.messages.models import Notice
from guanjia.foundation.sites.public import site_now
from guanjia.kernel import clock
from guanjia.people.public import Membership, end_membership
from guanjia.servicedesk.actions.leaving import hand_back_work
from guanjia.servicedesk.public import acknowledge_request, dispatch_order, make_order
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.servicedesk.asking import ask, fresh, work_on

pytestmark = pytest.mark.django_db


def leave(cast: Cast) -> None:
    for held in Membership.objects.filter(user=cast.tom, valid_until=None):
        end_membership(membership=held, site=cast.site, at=site_now(cast.site), actor=cast.mei, reason="离职")
    relay(now=clock.now())


def test_work_that_was_not_begun_waits_for_the_dispatcher_and_begun_work_is_told(cast: Cast) -> None:
    given = make_order(request=ask(cast, "单元门坏了"), actor=cast.hana, at=NINE)
    dispatch_order(order=given, to_user=cast.tom, actor=cast.hana, at=NINE)
    begun = work_on(cast, ask(cast, "对讲听不见声音"))
    leave(cast)
    for order in (given, begun):
        order.refresh_from_db()
    assert (given.state, given.assignee) == ("new", None)
    assert (begun.state, begun.assignee) == ("in_progress", cast.tom)
    told = Notice.objects.get(user=cast.mei, template="servicedesk.left_with")
    assert told.context["numbers"] == begun.number
    assert hand_back_work(user=cast.tom, site_id=cast.site.pk, at=NINE) == (0, 1)


def test_a_request_that_they_followed_has_nobodys_name(cast: Cast) -> None:
    row = acknowledge_request(request=ask(cast), actor=cast.tom, at=NINE)
    other = acknowledge_request(request=ask(cast, "门坏了"), actor=cast.hana, at=NINE)
    leave(cast)
    assert fresh(row).handler is None and fresh(other).handler == cast.hana


def test_one_role_less_is_not_leaving(cast: Cast) -> None:
    given = make_order(request=ask(cast, "单元门坏了"), actor=cast.hana, at=NINE)
    dispatch_order(order=given, to_user=cast.tom, actor=cast.hana, at=NINE)
    held = Membership.objects.get(user=cast.tom)
    Membership.objects.create(user=cast.tom, company=cast.company, site=cast.site, role="guard")
    end_membership(membership=held, site=cast.site, at=site_now(cast.site), actor=cast.mei, reason="转岗")
    relay(now=clock.now())
    given.refresh_from_db()
    assert given.assignee == cast.tom
