"""A fault with photo is reported in four taps from an attendant's phone; the page shows what the moderator reads."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from guanjia.conference.models import FaultRecord
from guanjia.foundation.sites.public import Site
from tests.cast import make_cast
from tests.conference.dayof.test_faults import a_meeting
from tests.factories.conference import NINE
from tests.harness.browser import Browse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def a_photo() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (320, 240), "navy").save(kept, "JPEG")
    return kept.getvalue()


def test_a_fault_with_photo_takes_four_taps(
    browse: Browse, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    cast = make_cast()
    block = a_meeting(cast, title="城市更新项目调度会")
    Site.objects.filter(pk=cast.site.pk).update(held_at=NINE + timedelta(minutes=20))
    page = browse("phone", user=cast.bob)
    page.goto(f"/s/yard/conference/b/{block.pk}/service/")
    page.get_by_role("link", name="会场故障").click()  # 1
    shot(page, "fault-report-zh-phone")
    accessible(page)
    page.get_by_text("音频设备").click()  # 2
    page.locator("input[type=file]").set_input_files(  # 3
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": a_photo()}
    )
    page.get_by_role("button", name="报告故障").click()  # 4
    expect(page.get_by_text("备用话筒马上送到")).to_be_visible()
    shot(page, "fault-zh-phone")
    assert FaultRecord.objects.get().kind == "audio"
