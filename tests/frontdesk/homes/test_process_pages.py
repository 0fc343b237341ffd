"""Moving, renovation and outages on the screen: who may write, refusals in words with the form kept, letters as PDF."""

from datetime import timedelta

import pytest
from django.test import Client

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.homes.models import Letter, Outage, Passage, Renovation, Violation, Worker
from tests.cast import Cast
from tests.factories.homes import NOON, TODAY, make_resident, make_unit, settle
from tests.frontdesk.homes.playing import do, put_on

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def desk(cast: Cast, client: Client) -> Client:
    """Rita at the counter, on the day of the factories; Bob is the butler, Tom the technician."""
    Site.objects.filter(pk=cast.site.pk).update(held_at=NOON)
    cast.site.refresh_from_db()
    put_on(cast.site, cast.bob, NOON, "butler")
    put_on(cast.site, cast.tom, NOON, "technician")
    client.force_login(cast.rita)
    return client


def test_a_renovation_goes_its_way_on_the_screen(desk: Client, cast: Cast):
    unit, owner = make_unit(cast.site, "1201"), make_resident(cast.site, "周明")
    settle(unit, owner)
    base = f"/s/{cast.site.code}/homes/renovations/"
    assert desk.get(f"{base}tell/").status_code == 200
    tell = f"{base}tell/?unit={unit.code}"
    typed = {"person": owner.pk, "works": "卫生间翻新", "planned_from": TODAY, "planned_until": TODAY - DAY}
    assert desk.post(tell, typed).status_code == 422
    assert desk.post(tell, typed | {"planned_until": TODAY + 20 * DAY}).status_code == 302
    row = Renovation.objects.get()
    at = f"{base}{row.number}/"
    assert desk.post(f"{at}to/agreed/").status_code == 302
    desk.post(f"{at}to/working/")
    row.refresh_from_db()
    assert row.state == "agreed", "the briefing is open"
    do("homes.renovation", row.pk, "homes.renovation.briefing", cast.bob, NOON)
    desk.post(f"{at}to/working/")
    worker = {"name": "老李", "paper_kind": "身份证", "paper_tail": "123", "valid_until": TODAY}
    assert desk.post(f"{at}workers/", worker).status_code == 422
    desk.get(at)
    assert desk.post(f"{at}findings/", {"kind": "hours", "words": " "}).status_code == 422
    assert desk.post(f"{at}findings/", {"kind": "hours", "words": "午间电钻"}).status_code == 302
    found = Violation.objects.get()
    desk.post(f"{at}findings/{found.pk}/report/", {"words": "街道办"})
    desk.post(f"{at}findings/{found.pk}/correct/")
    desk.post(f"{at}deposit/", {"yuan": "x"})
    desk.post(f"{at}deposit/", {"yuan": "2000"})
    page = desk.get(at).content.decode()
    assert "午间电钻" in page and "2000.00" in page
    letter = Letter.objects.filter(kind="stop").get()
    pdf = desk.get(f"/s/{cast.site.code}/homes/letters/{letter.number}.pdf")
    assert pdf.content[:5] == b"%PDF-"
    for how, kept in (("当面送达", "当面送达"), ("再次", "当面送达")):
        desk.post(f"/s/{cast.site.code}/homes/letters/{letter.number}/served/", {"how": how})
        letter.refresh_from_db()
        assert letter.served_how == kept
    desk.force_login(cast.mia)
    for path in (base, at, f"/s/{cast.site.code}/homes/letters/{letter.number}.pdf"):
        assert desk.get(path).status_code == 404
    desk.force_login(cast.audrey)
    assert desk.get(at).status_code == 200 and desk.post(f"{at}to/working/").status_code == 403
    assert Worker.objects.count() == 0


def test_moving_in_out_and_transfer_on_the_screen(desk: Client, cast: Cast):
    unit, owner = make_unit(cast.site, "1201"), make_resident(cast.site, "周明")
    row = settle(unit, owner)
    base = f"/s/{cast.site.code}/homes/moving/"
    assert desk.get(f"{base}open/?unit=9-9-9999&kind=move_in").status_code == 200
    come = {"name": "李红", "phone": "13700137000", "planned_on": TODAY, "relation": "lessee"}
    assert desk.post(f"{base}open/?unit={unit.pk}&kind=move_in", come).status_code == 422, "a lease has an end"
    assert desk.post(f"{base}open/?unit={unit.pk}&kind=move_in", come | {"until": TODAY + 300 * DAY}).status_code == 302
    assert desk.post(f"{base}open/?unit={unit.pk}&kind=transfer", {**come, "phone": "13600136000"}).status_code == 422
    paper = {"name": "王芳", "phone": "13600136000", "planned_on": TODAY, "proof_kind": "deed", "proof_tail": "12AB"}
    assert desk.post(f"{base}open/?unit={unit.pk}&kind=transfer", paper).status_code == 302
    assert desk.post(f"{base}open/?unit={unit.pk}&kind=move_out", {"planned_on": TODAY}).status_code == 422
    assert (
        desk.post(f"{base}open/?unit={unit.pk}&kind=move_out", {"planned_on": TODAY, "ends": [row.pk]}).status_code
        == 302
    )
    assert desk.get(base).status_code == desk.get(f"{base}?show=all").status_code == 200
    for passage in Passage.objects.all():
        assert desk.get(f"{base}{passage.number}/").status_code == 200
        desk.post(f"{base}{passage.number}/complete/")
        passage.refresh_from_db()
        assert passage.state == "open", "its checks are open"
        desk.post(f"{base}{passage.number}/cancel/", {"reason": "改期"})
        passage.refresh_from_db()
        assert passage.state == "cancelled"
    desk.force_login(cast.carl)
    assert desk.get(f"{base}open/").status_code == 403


def test_an_outage_is_announced_extended_and_ended_on_the_screen(desk: Client, cast: Cast):
    unit = make_unit(cast.site, "1201")
    settle(unit, make_resident(cast.site, "周明"))
    base = f"/s/{cast.site.code}/homes/outages/"
    typed = {
        "kind": "water",
        "where": [f"s{unit.section_id}"],
        "words": "更换水泵",
        "planned": "on",
        "starts_at": "2026-03-06T11:59",
        "expected_end": "2026-03-06T16:00",
    }
    kept = desk.post(f"{base}add/", typed)
    assert kept.status_code == 422 and "更换水泵" in kept.content.decode()
    assert desk.post(f"{base}add/", typed | {"starts_at": "2026-03-06T12:00"}).status_code == 302
    outage = Outage.objects.get()
    assert outage.starts_at == NOON + DAY, "local time"
    at = f"{base}{outage.number}/"
    assert "周明" in desk.get(at).content.decode()
    desk.post(f"{at}extend/", {"expected_end": ""})
    desk.post(f"{at}extend/", {"expected_end": "2026-03-06T18:00", "reason": "配件未到"})
    outage.refresh_from_db()
    assert outage.expected_end == NOON + DAY + timedelta(hours=6)
    assert desk.get(base).status_code == 200
    desk.post(f"{at}end/")
    outage.refresh_from_db()
    assert outage.state == "ended" and desk.get(f"{base}?show=all").status_code == 200
    desk.force_login(cast.gus)
    assert desk.post(f"{at}end/").status_code == 403 and desk.get(at).status_code == 200
