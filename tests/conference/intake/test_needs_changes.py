"""Needs that change before approval: a new version that says what changed, confirmed anew, scheme and budget reopened."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from guanjia.conference.actions.intake_links import answer_needs, confirm_needs, hash_of, send_needs
from guanjia.conference.actions.needs_changes import change_needs
from guanjia.conference.actions.scheme import draw_scheme, offer_scheme
from guanjia.conference.models import ClientLink, Event, Intake, Scheme, SchemeState
from guanjia.conference.queries.needs import needs_versions
from guanjia.conference.rules.needs import Segment
from guanjia.conference.rules.refusals import Refused, Stale
from guanjia.conference.rules.states import EventState
from guanjia.duties.public import Duty, plan_now
from guanjia.foundation.secrecy.public import SecretRefused
from tests.cast import Cast
from tests.conference.intake.asks import BEFORE, LINES, drawn, enquiry, plan, prepared
from tests.factories.conference import NINE
from tests.factories.places import make_room

pytestmark = pytest.mark.django_db


def change(cast: Cast, event: Event, **values: Any) -> Intake:
    return change_needs(event=event, values=values, actor=cast.alice, at=BEFORE)


def test_a_version_says_what_changed(cast: Cast) -> None:
    event = enquiry(cast)
    change(cast, event, expected_count=30, services=["tea"], surroundings="outdoors", diets="no pork")
    change(cast, event, expected_count=30)
    (version,) = needs_versions(event)
    assert version.number == 2
    assert version.changes == [
        ("Headcount", "20", "30"),
        ("Services", "Tea and water, Projector", "Tea and water"),
        ("Diets", "", ""),
        ("Indoors or outdoors", "", "Outdoors"),
    ]
    assert Intake.objects.get(event=event).diets == "no pork"


def test_confirmed_needs_that_change_are_confirmed_anew(cast: Cast) -> None:
    event = enquiry(cast)
    link = ClientLink.objects.get(token_hash=hash_of(send_needs(event=event, actor=cast.alice, at=BEFORE)))
    answer_needs(link_id=link.pk, accept=True, name="Wang Fang", comment="", at=BEFORE)
    event.refresh_from_db()
    change(cast, event, expected_count=30)
    event.refresh_from_db()
    assert event.stage is EventState.ENQUIRY
    assert Intake.objects.get(event=event).confirmed_at is None
    confirm_needs(event=event, name="Wang Fang", actor=cast.alice, at=BEFORE)
    event.refresh_from_db()
    assert event.stage is EventState.NEEDS_CONFIRMED


def test_a_link_about_the_old_needs_no_longer_works(cast: Cast) -> None:
    event = enquiry(cast)
    link = ClientLink.objects.get(token_hash=hash_of(send_needs(event=event, actor=cast.alice, at=BEFORE)))
    change(cast, event, expected_count=30)
    with pytest.raises(Refused, match="newer"):
        answer_needs(link_id=link.pk, accept=True, name="Wang", comment="", at=BEFORE)


def test_an_offered_scheme_comes_back_and_is_drawn_anew_with_its_budget(cast: Cast) -> None:
    room = make_room(cast.site, styles={"theatre": 40})
    scheme = drawn(cast, room)
    offer_scheme(scheme_id=scheme.pk, actor=cast.alice, at=BEFORE)
    plan_now("conference.scheme", [scheme.pk], at=BEFORE)
    event = Event.objects.get(pk=scheme.event_id)
    change(cast, event, expected_count=30)
    scheme.refresh_from_db()
    event.refresh_from_db()
    assert (scheme.stage, event.stage) == (SchemeState.WITHDRAWN, EventState.ENQUIRY)
    assert scheme.held_until is not None, "the room stays held while the client confirms"
    assert not ClientLink.objects.filter(kind="scheme", withdrawn_at=None).exists()
    plan_now("conference.scheme", [scheme.pk], at=BEFORE)
    assert Duty.objects.get(standard_code="conference.scheme.answer").state == "withdrawn"
    confirm_needs(event=event, name="Wang Fang", actor=cast.alice, at=BEFORE)
    fresh = draw_scheme(event=event, plan=plan(room, headcount=30), actor=cast.alice, at=BEFORE)
    assert (fresh.number, fresh.lines.count(), fresh.stage) == (2, len(LINES), SchemeState.DRAFT)
    assert Scheme.objects.get(pk=scheme.pk).held_until is None


def test_after_approval_the_function_sheet_is_changed_instead(cast: Cast) -> None:
    with pytest.raises(Refused, match="function sheet"):
        change(cast, prepared(cast, make_room(cast.site)), expected_count=30)


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"services": ["tea", "fruit"]}, Refused),
        ({"expected_count": 51}, Refused),
        ({"wished_until": NINE}, Refused),
        ({"special": "机密★5年"}, SecretRefused),
        ({"expected_count": 50, "services": ["tea"]}, None),
    ],
)
def test_what_the_regime_forbids_stays_out(cast: Cast, values: dict[str, Any], error: type[Exception] | None) -> None:
    event = enquiry(cast, segment=Segment.GOVERNMENT, meeting_class=4)
    if error is None:
        assert change(cast, event, **values).services == ["tea"]
        return
    with pytest.raises(error):
        change(cast, event, **values)
    assert needs_versions(event) == []


def test_a_stale_change_is_refused_and_the_page_shows_both(cast: Cast, client: Any) -> None:
    event = enquiry(cast)
    event.refresh_from_db()
    seen = event.rev
    change(cast, event, diets="no pork")
    with pytest.raises(Stale):
        change_needs(event=event, values={"diets": "vegan"}, rev=seen, actor=cast.lin, at=BEFORE)
    client.force_login(cast.lin)
    address = reverse("conference:needs", args=["yard", event.ref])
    typed = typed_into(client, address) | {"diets": "vegan", "rev": seen}
    answer = client.post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 409 and "vegan" in page and "no pork" in page


def typed_into(client: Any, address: str) -> dict[str, Any]:
    """What the page would send as it stands."""
    form = client.get(address).context["form"]
    return {each.name: value for each in form if (value := each.value()) not in (None, False)}


def test_the_page_changes_only_what_was_changed(cast: Cast, client: Any) -> None:
    event = enquiry(cast, starts_at=NINE, ends_at=NINE + timedelta(hours=3))
    client.force_login(cast.alice)
    address = reverse("conference:needs", args=["yard", event.ref])
    typed = typed_into(client, address)
    assert client.post(address, typed).status_code == 302
    assert needs_versions(event) == []
    assert client.post(address, typed | {"headcount": "0"}).status_code == 422
    assert client.post(address, typed | {"headcount": "24", "reason": "four more"}).status_code == 302
    (version,) = needs_versions(event)
    assert [row[1:] for row in version.changes] == [("20", "24")]
    page = client.get(reverse("conference:intake", args=["yard", event.ref])).content.decode()
    assert "four more" in page and "<ins>24</ins>" in page
    for user, status in ((cast.bob, 403), (cast.charlie, 404)):
        client.force_login(user)
        assert client.get(address).status_code == status
