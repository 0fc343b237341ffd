"""A client asks, confirms and approves on a phone by the links that come by mail, without an account, each answer in one tap."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from guanjia.conference.actions.intake_links import make_link, send_needs
from guanjia.conference.actions.intake_purchases import buy, order_purchase
from guanjia.conference.actions.scheme import draw_scheme, offer_scheme, write_budget
from guanjia.conference.actions.sheet_changes import change_sheet
from guanjia.conference.models import ClientLink, Event, FunctionSheet, Purchase
from guanjia.foundation.messages.public import send_due
from guanjia.foundation.sites.public import site_now
from guanjia.kernel import clock
from tests.cast import Cast
from tests.conference.intake.asks import LINES, plan
from tests.factories.places import make_room

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ADDRESS = "wang.fang@lotus.example"


def opened_from_mail(client: Any) -> None:
    """The client opens the link of the newest mail and says who answers; one tap is left."""
    send_due(now=clock.now())
    letter = [each for each in mail.outbox if each.to == [ADDRESS]][-1]
    client.goto("/p/a/" + letter.body.rsplit("/p/a/", 1)[1].strip())
    client.fill("[name=name]", "王芳")


def tap(client: Any, answer: str) -> None:
    client.click(f"button[value={answer}]")
    client.wait_for_selector("text=HY-")


def test_from_the_public_page_to_the_accepted_purchase(
    cast_committed: Cast, browse: Any, accessible: Any, shot: Any
) -> None:
    cast = cast_committed
    room = make_room(cast.site, name="一号会议室")
    client = browse("phone")
    event = _enquired(cast, client, accessible, shot)

    send_needs(event=event, actor=cast.alice, at=site_now(cast.site))
    opened_from_mail(client)
    accessible(client)
    shot(client, "client-needs")
    tap(client, "yes")
    event.refresh_from_db()
    assert event.state == "needs_confirmed"

    now = site_now(cast.site)
    start = now.replace(hour=1, minute=0, second=0, microsecond=0) + timedelta(days=20)
    wanted = plan(room, starts_at=start, ends_at=start + timedelta(hours=3))
    scheme = draw_scheme(event=event, plan=wanted, actor=cast.alice, at=now)
    write_budget(scheme_id=scheme.pk, rev=scheme.rev, lines=LINES, actor=cast.alice, at=now)
    offer_scheme(scheme_id=scheme.pk, actor=cast.alice, at=now)
    opened_from_mail(client)
    accessible(client)
    shot(client, "client-scheme")
    tap(client, "yes")
    event.refresh_from_db()
    assert event.state == "preparation"

    _change_and_purchase(cast, event, client, accessible, shot)


def _enquired(cast: Cast, client: Any, accessible: Any, shot: Any) -> Event:
    on = (site_now(cast.site) + timedelta(days=20)).date().isoformat()
    client.goto("/p/enquiry/yard/")
    accessible(client)
    shot(client, "client-enquiry")
    typed = {"applicant": "莲花公司", "title": "春季经营分析会", "on": on, "start": "09:00", "end": "12:00"}
    typed |= {"headcount": "20", "contact_name": "王芳", "contact_phone": "13900001111", "contact_email": ADDRESS}
    for name, value in typed.items():
        client.fill(f"form [name={name}]", value)
    client.check("[name=services][value=tea]")
    client.select_option("[name=surroundings]", "indoors")
    client.click("form button.btn-primary")
    client.wait_for_selector("text=HY-")
    event = Event.objects.get()
    assert event.intake.language == "zh-hans"
    return event


def _change_and_purchase(cast: Cast, event: Event, client: Any, accessible: Any, shot: Any) -> None:
    now = site_now(cast.site)
    sheet = FunctionSheet.objects.get(event=event)
    version = change_sheet(
        event=event, rev=sheet.rev, values={"diets": "清真两位"}, reason="来电", actor=cast.alice, at=now
    )
    assert version is not None
    make_link(event=event, kind=ClientLink.Kind.CHANGE, target_id=version.pk, actor=cast.alice, at=now)
    opened_from_mail(client)
    accessible(client)
    shot(client, "client-change")
    tap(client, "yes")
    version.refresh_from_db()
    assert version.agreed is True

    row = order_purchase(
        event=event, item="果盘", quantity="20份", serve_at=now + timedelta(days=1), cost_fen=60_000,
        actor=cast.alice, at=now,
    )  # fmt: skip
    buy(purchase_id=row.pk, actor=cast.bob, at=now)
    opened_from_mail(client)
    accessible(client)
    shot(client, "client-purchase")
    tap(client, "yes")
    assert Purchase.objects.get(pk=row.pk).confirmed_by == "王芳"


def test_in_english(cast_committed: Cast, browse: Any, accessible: Any, shot: Any) -> None:
    client = browse("desk", language="en-GB")
    client.context.add_cookies([{"name": "django_language", "value": "en", "url": browse.house.url}])
    client.goto("/p/enquiry/yard/?segment=government")
    accessible(client)
    shot(client, "client-application-en")
