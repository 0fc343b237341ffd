"""A department acknowledges its sheet from the message in two taps, sees what a change is, and acknowledges again. English."""

from datetime import timedelta
from typing import Any

import pytest

from guanjia.conference.actions.sheet_changes import change_sheet
from guanjia.conference.models import FunctionSheet, SheetIssue
from guanjia.foundation.sites.public import Site
from tests.cast import Cast
from tests.conference.intake.asks import BEFORE, prepared
from tests.factories.places import make_room
from tests.factories.posts import make_entry, make_post

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def in_force(sheet: FunctionSheet) -> SheetIssue:
    return SheetIssue.objects.get(version__sheet=sheet, department="engineering", superseded_at=None)


def test_a_technician_acknowledges_and_acknowledges_the_change(
    cast_committed: Cast, browse: Any, accessible: Any, shot: Any
) -> None:
    cast = cast_committed
    Site.objects.filter(pk=cast.site.pk).update(held_at=BEFORE)
    cast.site.refresh_from_db()
    post = make_post(cast.site, "technician", name_zh="工程")
    make_entry(post, cast.tom, BEFORE - timedelta(days=1), BEFORE + timedelta(days=1))
    event = prepared(cast, make_room(cast.site, name="Hall 1"))
    sheet = FunctionSheet.objects.get(event=event)

    phone = browse("phone", user=cast.tom, language="en-GB")
    phone.context.add_cookies([{"name": "django_language", "value": "en", "url": browse.house.url}])
    phone.goto("/s/yard/notices/")
    accessible(phone)
    taps = _acknowledge(phone, f"{sheet.number}, version 1")
    assert taps == 2
    accessible(phone)
    assert in_force(sheet).acknowledged_by == cast.tom

    values = {"style": "classroom", "engineering": "Two more microphones"}
    version = change_sheet(
        event=event, rev=FunctionSheet.objects.get(event=event).rev, values=values, reason="The client called",
        actor=cast.alice, at=BEFORE,
    )  # fmt: skip
    assert version is not None and in_force(sheet).acknowledged_at is None
    phone.goto("/s/yard/notices/")
    phone.click(f"text={sheet.number}, version 2")
    phone.wait_for_selector("ins:has-text('Two more microphones')")
    shot(phone, "department-change-en")
    accessible(phone)
    phone.click("td button.btn-primary")
    phone.wait_for_selector("td:has-text('Tom')")
    assert (in_force(sheet).version, in_force(sheet).acknowledged_by) == (version, cast.tom)


def _acknowledge(phone: Any, message: str) -> int:
    """From the message to the acknowledged sheet; how many taps it took."""
    taps = 1
    phone.click(f"text={message}")
    phone.wait_for_url("**/sheet/")
    taps += 1
    phone.click("td button.btn-primary")
    phone.wait_for_selector("td:has-text('Tom')")
    return taps
