"""The register of documents and the outage pack."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from guanjia.duties.public import Duty, plan_now
from guanjia.foundation.messages.models import Notice
from guanjia.foundation.sites.public import site_now
from guanjia.kernel.states import MoveRefused
from guanjia.papers.actions import pack, records
from guanjia.papers.actions.records import Paperwork
from guanjia.papers.actions.sheets import PaperRefused, reserve_sheets
from guanjia.papers.models import Record
from guanjia.papers.rules.records import Access, RecordClass, RecordState
from guanjia.people.public import Membership, end_membership
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.conference import NINE

YEAR = timedelta(days=366)


def registered(cast: Cast, **fields: Any) -> Record:
    known = {"title": "关于消防检查的通知", "kind": RecordClass.NOTICE, "made_on": date(2026, 3, 5)}
    return records.register_record(site=cast.site, paperwork=Paperwork(**(known | fields)), actor=cast.ann, at=NINE)


@pytest.mark.parametrize(("fields", "name"), [({"title": " "}, "title"), ({"made_on": date(2026, 3, 6)}, "made_on")])
def test_a_document_says_what_it_is_and_is_not_of_tomorrow(cast: Cast, fields: dict[str, Any], name: str) -> None:
    with pytest.raises(PaperRefused) as refused:
        registered(cast, **fields)
    assert refused.value.fields == [name]


def test_every_hand_leaves_its_line_with_a_signature(cast: Cast) -> None:
    row = registered(cast)
    common: dict[str, Any] = {"row": row, "actor": cast.ann, "at": NINE}
    for missing in ({"taker": " ", "signature": "汤姆"}, {"taker": "工程部 汤姆", "signature": ""}):
        with pytest.raises(PaperRefused):
            records.hand_on(**common, **missing)
    records.hand_on(**common, taker="工程部 汤姆", signature="汤姆", due_on=date(2026, 3, 8))
    records.hand_on(**common, taker="秩序部 格斯", signature="格斯")
    records.take_back(**common, shelf="A-3")
    lines = list(row.transfers.order_by("pk"))
    assert [line.taker for line in lines] == ["工程部 汤姆", "秩序部 格斯"]
    assert all(line.returned_at is not None for line in lines) and row.shelf == "A-3"


def test_a_restricted_one_is_checked_by_a_second_person(cast: Cast) -> None:
    row = registered(cast, access=Access.RESTRICTED, kind=RecordClass.OWNER)
    common: dict[str, Any] = {"row": row, "taker": "李", "signature": "李", "actor": cast.ann, "at": NINE}
    for witness in (None, cast.ann):
        with pytest.raises(PaperRefused) as refused:
            records.hand_on(**common, witness=witness)
        assert refused.value.fields == ["witness"]
    assert records.hand_on(**common, witness=cast.rita).witness == cast.rita


def test_two_who_hand_the_same_one_over_leave_one_line(cast: Cast) -> None:
    row = registered(cast)
    stale = Record.objects.get(pk=row.pk)
    records.hand_on(row=row, taker="甲", signature="甲", actor=cast.ann, at=NINE)
    with pytest.raises(MoveRefused):
        records.hand_on(row=stale, taker="乙", signature="乙", actor=cast.rita, at=NINE)
    assert [line.taker for line in row.transfers.all()] == ["甲"]


def test_it_is_destroyed_by_two_when_its_time_is_over_and_nobody_holds_it(cast: Cast) -> None:
    row = registered(cast)
    records.archive_record(row=row, shelf="档案柜2-4", actor=cast.ann, at=NINE)
    late = NINE + 4 * YEAR
    common: dict[str, Any] = {"row": row, "how": "粉碎", "actor": cast.ann}
    with pytest.raises(PaperRefused):
        records.destroy_record(**common, witness=cast.rita, at=NINE + YEAR)
    with pytest.raises(PaperRefused):
        records.destroy_record(**common, witness=cast.ann, at=late)
    records.hold_record(row=row, reason="业主诉讼", actor=cast.mei, at=late)
    with pytest.raises(PaperRefused) as refused:
        records.destroy_record(**common, witness=cast.rita, at=late)
    assert refused.value.fields == ["held"]
    records.hold_record(row=row, reason="", actor=cast.mei, at=late)
    assert records.destroy_record(**common, witness=cast.rita, at=late).stage is RecordState.DESTROYED


def test_a_borrowed_document_is_owed_back_and_the_kinds_are_well_declared(cast: Cast) -> None:
    row = registered(cast)
    records.hand_on(row=row, taker="甲", signature="甲", due_on=date(2026, 3, 8), actor=cast.ann, at=NINE)
    plan_now(records.RECORD, [row.pk], at=NINE)
    duty = Duty.objects.get(standard_code="papers.borrowed")
    assert f"{duty.due_at:%Y-%m-%d %H:%M}" == "2026-03-08 10:00"  # 18:00 in Shanghai
    records.take_back(row=row, actor=cast.ann, at=NINE + timedelta(days=1))
    plan_now(records.RECORD, [row.pk], at=NINE + timedelta(days=1))
    duty.refresh_from_db()
    assert duty.state in {"on_time", "withdrawn"}
    SubjectBattery.check_kind(records.RECORD, [row.pk, registered(cast).pk])


def test_restricted_documents_are_hidden_from_those_who_need_not_see_them(client: Client, cast: Cast) -> None:
    secret = registered(cast, title="业主身份资料", access=Access.RESTRICTED)
    page = reverse("papers:record", args=[cast.site.code, secret.number])
    for user, status in ((cast.rita, 404), (cast.ann, 200), (cast.mei, 200), (cast.audrey, 200), (cast.charlie, 404)):
        client.force_login(user)
        assert client.get(page).status_code == status, user
    client.force_login(cast.rita)
    assert "业主身份资料" not in client.get(reverse("papers:records", args=[cast.site.code])).content.decode()


def test_the_register_keeps_what_was_typed_and_a_page_named_pdf_is_refused(
    client: Client, cast: Cast, tmp_path: Path
) -> None:
    client.force_login(cast.ann)
    page = reverse("papers:records", args=[cast.site.code])
    fake = tmp_path / "scan.pdf"
    fake.write_text("<html><script>alert(1)</script></html>")
    given = {"title": "供电合同", "kind": "contract", "access": "open", "made_on": "2026-01-05", "origin": "供电局"}
    with fake.open("rb") as upload:
        answer = client.post(page, given | {"copy": upload})
    assert answer.status_code == 422 and "供电合同" in answer.content.decode() and not Record.objects.exists()
    answer = client.post(page, given)
    assert answer.status_code == 302
    row = Record.objects.get()
    answer = client.post(answer["Location"], {"verb": "hand_on", "taker": "工程部", "signature": "汤姆", "due_on": ""})
    row.refresh_from_db()
    assert row.stage is RecordState.OUT


def test_the_pack_holds_every_part_and_the_reserved_blanks(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    reserve_sheets(site=cast.site, code="TMPL-001", count=2, actor=cast.rita, at=NINE)

    def broken(site: Any, at: Any) -> pack.Table:
        raise RuntimeError("the shelf is away")

    monkeypatch.setitem(pack._sections, "test.broken", pack.Section("test.broken", "坏的部分", broken))
    parts = pack.content_of(cast.site, NINE)
    assert {"坏的部分"} <= {part["title"] for part in parts} and len(parts) >= 5
    assert next(part["text"] for part in parts if part["title"] == "坏的部分")
    file = pack.make_pack(site=cast.site, at=NINE)
    assert file.read_bytes().startswith(b"%PDF") and (file.parent / "latest.pdf").exists()
    assert pack.packs_of(cast.site)[0] == file and str(settings.DATA) in str(file)


def test_old_packs_go_and_the_newest_stay(cast: Cast) -> None:
    folder = pack.folder_of(cast.site)
    folder.mkdir(parents=True, exist_ok=True)
    for hour in range(60):
        (folder / f"pack-20260101-{hour:02}00.pdf").write_bytes(b"%PDF")
    pack.make_pack(site=cast.site, at=NINE)
    assert len(pack.packs_of(cast.site)) == 48 and pack.packs_of(cast.site)[0].stem.startswith("pack-20260305")


def test_the_pack_page_makes_and_shows_them(client: Client, cast: Cast) -> None:
    client.force_login(cast.gus)
    page = reverse("papers:pack", args=[cast.site.code])
    assert client.post(page).status_code == 302
    name = pack.packs_of(cast.site)[0].stem
    answer = client.get(reverse("papers:pack_file", args=[cast.site.code, name]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert client.get(reverse("papers:pack_file", args=[cast.site.code, "pack-nothing"])).status_code == 404


def test_a_lost_original_is_told_at_once_and_its_last_hand_stays(cast: Cast, client: Client) -> None:
    row = registered(cast)
    records.hand_on(row=row, taker="工程部 汤姆", signature="汤姆", actor=cast.ann, at=NINE)
    with pytest.raises(PaperRefused):
        records.lose_record(row=row, words=" ", actor=cast.ann, at=NINE)
    records.lose_record(row=row, words="3月4日起未见，柜内与工程部均已查找", actor=cast.ann, at=NINE)
    told = Notice.objects.get(user=cast.mei, template="papers.lost")
    assert told.urgent and row.transfers.get(returned_at=None).taker == "工程部 汤姆"
    with pytest.raises(MoveRefused):
        records.hand_on(row=row, taker="李", signature="李", actor=cast.ann, at=NINE)
    with pytest.raises(MoveRefused):
        records.archive_record(row=row, shelf="A-1", actor=cast.ann, at=NINE)
    client.force_login(cast.ann)
    address = reverse("papers:record", args=["yard", row.number])
    assert client.get(address).status_code == 200
    client.post(address, {"verb": "take_back"})
    row.refresh_from_db()
    assert row.stage is RecordState.REGISTERED


def test_whoever_left_opens_nothing_any_more(cast: Cast, client: Client) -> None:
    row = registered(cast, access=Access.RESTRICTED)
    address = reverse("papers:record", args=["yard", row.number])
    client.force_login(cast.ann)
    assert client.get(address).status_code == 200
    for held in Membership.objects.filter(user=cast.ann, valid_until=None):
        end_membership(membership=held, site=cast.site, at=site_now(cast.site), actor=cast.mei, reason="离职")
    assert client.get(address).status_code in {302, 403, 404}
    assert client.post(address, {"verb": "archive", "shelf": "A"}).status_code in {302, 403, 404}
    row.refresh_from_db()
    assert row.stage is RecordState.REGISTERED
