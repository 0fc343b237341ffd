"""Imports: preview changes nothing, problems name row, column and reason, sending again doubles nothing."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import include, path

from guanjia.foundation.files.public import FileRefused, site_page, sweep_orphans
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.persons.public import BadValue, Person, PersonDraft, find_same_many, make_people, normal_phone
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import Site
from guanjia.foundation.tables.importing import bad_lines, forget_old_sheets
from guanjia.foundation.tables.public import (
    ALL,
    CHOICE,
    BadCell,
    Importer,
    ImportField,
    ImportRefused,
    ImportRun,
    Row,
    Taken,
    apply,
    as_text,
    drop,
    import_urls,
    number_of,
    preview,
    remap,
    text_of,
)
from tests.cast import Cast, make_cast
from tests.foundation.test_tables_sheets import book

AT = datetime(2026, 3, 5, 5, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def phone_of(cell: Any) -> str:
    try:
        return normal_phone(as_text(cell))
    except BadValue:
        raise BadCell("no phone number") from None


def take(*, site: Site, rows: Sequence[Row], actor: Any, at: datetime) -> Taken:
    known = find_same_many(site, [(row.values["name"], row.values["phone"], "") for row in rows])
    new = [row for row, same in zip(rows, known, strict=True) if not same]
    drafts = [PersonDraft(row.values["name"], {"phone": row.values["phone"]}) for row in new]
    make_people(site=site, drafts=drafts, actor=actor, at=at, link="guest")
    return Taken(created=len(new), unchanged=len(rows) - len(new))


def mark_known(site: Site, rows: Sequence[Row]) -> None:
    known = find_same_many(site, [(row.values["name"], row.values["phone"], "") for row in rows])
    for row, same in zip(rows, known, strict=True):
        row.fate = "same" if same else "new"
        if row.values["name"] == "黑名单":
            row.refuse("name", "may not be invited")


def importer(policy: str = CHOICE) -> Importer:
    fields = (
        ImportField("name", "Name", ("姓名", "参会人"), text_of(20), required=True, key=True),
        ImportField("phone", "Phone", ("手机", "手机号", "电话"), phone_of, required=True, key=True, secret=True),
        ImportField("seats", "Seats", ("座位",), number_of(1, 9), default=1),
    )
    return Importer("test.guest", "Guests", fields, take, mark_known, policy=policy, back="/back/")


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def send(cast: Cast, content: bytes, how: Importer | None = None, name: str = "名单.xlsx") -> ImportRun:
    return preview(importer=how or importer(), site=cast.site, upload=content, name=name, actor=cast.alice, at=AT)


def take_over(cast: Cast, run: ImportRun, how: Importer | None = None) -> ImportRun:
    return apply(run, importer=how or importer(), actor=cast.alice, at=AT)


GUESTS = book(
    ["会议名单", "", ""],
    ["姓名", "手机号", "座位"],
    ["张三", 13800138000, 1],
    ["李四", "139 0013 9000", ""],
    [],
    ["", 13700137000, 1],
    ["王五", "不详", 1],
    ["赵六", 13600136000, 12],
    ["张三", "+86 13800138000", 1],
    ["名字长得超过二十个字符所以一定不能接受它的一个人", 13500135000, 1],
    ["黑名单", 13400134000, 1],
    ["孙七", "=A1", 1],
    merge=("A1:C1",),
)
WRONG = [(6, "A Name"), (7, "B Phone"), (8, "C Seats"), (9, "A Name"), (10, "A Name"), (11, "A Name"), (12, "B Phone")]
LONG_NAME = "名字长得超过二十个字符所以一定不能接受它的一个人"


def test_a_preview_names_row_column_and_reason_and_changes_nothing(cast: Cast) -> None:
    run = send(cast, GUESTS)
    assert sorted((row, column) for row, column, _reason in run.problems) == WRONG
    assert run.counts == {"rows": 9, "good": 2, "bad": 7, "created": 2, "updated": 0, "unchanged": 0}
    assert not Person.objects.exists()
    assert not any(secret in reason for _row, _column, reason in run.problems for secret in ("13800138000", "不详"))


def test_good_rows_are_taken_and_bad_ones_come_back_with_their_reason(cast: Cast) -> None:
    run = take_over(cast, send(cast, GUESTS))
    assert run.counts["created"] == 2
    assert set(Person.objects.values_list("name", flat=True)) == {"张三", "李四"}
    lines = bad_lines(run, importer())
    assert lines[0][:3] == ["姓名", "手机号", "座位"]
    assert [line[0] for line in lines[1:]] == ["", "王五", "赵六", "张三", LONG_NAME, "黑名单", "孙七"]
    assert all(line[3] for line in lines)
    assert Entry.objects.filter(action="import", subject_id=run.pk).count() == 1


def test_the_corrected_bad_rows_can_be_sent_again(cast: Cast) -> None:
    run = take_over(cast, send(cast, GUESTS))
    lines = bad_lines(run, importer())
    lines[2][1] = "13300133000"
    again = take_over(cast, send(cast, book(*lines)))
    assert again.counts["created"] == 1
    assert Person.objects.count() == 3


def test_the_same_sheet_again_doubles_nothing(cast: Cast) -> None:
    first = take_over(cast, send(cast, GUESTS))
    assert take_over(cast, first).counts == first.counts
    second = take_over(cast, send(cast, GUESTS))
    assert (second.counts["created"], second.counts["unchanged"]) == (0, 2)
    assert Person.objects.count() == 2


def test_all_or_nothing_takes_nothing_when_a_row_is_wrong(cast: Cast) -> None:
    strict = importer(ALL)
    with pytest.raises(ImportRefused):
        take_over(cast, send(cast, GUESTS, strict), strict)
    assert not Person.objects.exists()
    fine = book(["姓名", "电话"], ["张三", "13800138000"])
    assert take_over(cast, send(cast, fine, strict), strict).counts["created"] == 1


def test_a_failure_in_the_middle_takes_nothing_and_can_be_tried_again(cast: Cast) -> None:
    def explode(**given: Any) -> Taken:
        take(**given)
        raise RuntimeError("killed")

    run = send(cast, GUESTS)
    broken = Importer("test.guest", "Guests", importer().fields, explode, mark_known)
    with pytest.raises(RuntimeError):
        take_over(cast, run, broken)
    run.refresh_from_db()
    assert (run.state, Person.objects.count()) == ("preview", 0)
    assert take_over(cast, run).counts["created"] == 2


def test_wrong_columns_are_named_and_can_be_mapped(cast: Cast) -> None:
    run = send(cast, book(["谁", "号码"], ["张三", "13800138000"]))
    assert run.mapping == {}
    with pytest.raises(ImportRefused, match="Name, Phone"):
        take_over(cast, run)
    remap(run, importer=importer(), mapping={"name": 0, "phone": 1})
    assert take_over(cast, run).counts["created"] == 1


@pytest.mark.parametrize("mapping", [{"name": 99, "phone": 98}, {"name": 0, "phone": 0}])
def test_a_mapping_to_nowhere_takes_nothing(cast: Cast, mapping: dict[str, int]) -> None:
    run = remap(send(cast, GUESTS), importer=importer(), mapping=mapping)
    assert run.counts["good"] == 0
    with pytest.raises(ImportRefused):
        take_over(cast, run)


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"<html><script>alert(1)</script>", "a.xlsx", FileRefused),
        (b"\xff\xd8\xff\xe0", "a.xlsx", FileRefused),
        (b"%PDF-1.4", "a.xlsx", FileRefused),
        (b"", "a.xlsx", FileRefused),
        (book(), "a.xlsx", ImportRefused),
        (GUESTS, "名单(机密).xlsx", SecretRefused),
        (book(["姓名", "备注"], ["张三", "绝密★1年"]), "a.xlsx", SecretRefused),
    ],
    ids=range(7),
)
def test_what_is_no_sheet_is_refused(cast: Cast, content: bytes, name: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        send(cast, content, name=name)
    assert not ImportRun.objects.exists()


def test_a_dropped_import_is_finished(cast: Cast) -> None:
    run = send(cast, GUESTS)
    drop(run, actor=cast.alice, at=AT)
    drop(run, actor=cast.alice, at=AT)
    run.refresh_from_db()
    with pytest.raises(ImportRefused):
        take_over(cast, run)
    assert Entry.objects.filter(action="drop_import").count() == 1


def test_the_sheet_goes_after_thirty_days_and_not_before(cast: Cast) -> None:
    run = send(cast, GUESTS)
    assert sweep_orphans(AT + timedelta(days=30)) == 0
    assert forget_old_sheets(AT + timedelta(days=30)) == 0
    assert forget_old_sheets(AT + timedelta(days=30, seconds=1)) == 1
    assert sweep_orphans(AT + timedelta(days=30, seconds=1)) == 1
    run.refresh_from_db()
    with pytest.raises(ImportRefused):
        take_over(cast, run)


def test_fifty_thousand_rows_are_previewed(cast: Cast) -> None:
    lines = ["姓名,手机号"] + [f"张{n},138{n:08}" for n in range(50_000)]
    run = send(cast, "\n".join(lines).encode(), name="a.csv")
    assert run.counts["good"] == 50_000


urlpatterns = [
    *import_urls("s/<slug:site_code>/guests/import/", "test_import", lambda request, site_code: importer(), site_page),
    path("", include(settings.ROOT_URLCONF)),
]


@pytest.mark.urls(__name__)
class TestPages:
    def client(self, cast: Cast, who: str = "alice") -> Client:
        client = Client()
        client.force_login(getattr(cast, who))
        return client

    def send(self, client: Client, content: bytes = GUESTS) -> Any:
        return client.post("/s/yard/guests/import/", {"file": SimpleUploadedFile("名单.xlsx", content)}, follow=True)

    def test_send_look_map_take_over_and_get_the_bad_rows(self, cast: Cast) -> None:
        client = self.client(cast)
        assert client.get("/s/yard/guests/import/").status_code == 200
        shown = self.send(client)
        run = ImportRun.objects.get()
        address = f"/s/yard/guests/import/{run.pk}/"
        assert shown.redirect_chain == [(address, 302)]
        assert "no phone number" in shown.content.decode()
        assert "13800138000" not in shown.content.decode()
        mapped = client.post(
            address, {"remap": "1", "column_name": "0", "column_phone": "1", "policy": "all"}, follow=True
        )
        assert mapped.status_code == 200
        assert client.post(address, {"apply": "1"}).status_code == 422
        client.post(address, {"remap": "1", "column_name": "0", "column_phone": "1", "policy": "good"})
        taken = client.post(address, {"apply": "1"}, follow=True)
        assert taken.status_code == 200
        assert Person.objects.count() == 3
        bad = client.get(f"{address}bad.xlsx")
        rows = list(openpyxl.load_workbook(io.BytesIO(bad.content)).active.values)
        assert rows[0][1] == "手机号"
        assert bad["Cache-Control"] == "no-store"
        sample = client.get("/s/yard/guests/import/sample.xlsx")
        assert next(openpyxl.load_workbook(io.BytesIO(sample.content)).active.values) == ("Name*", "Phone*", "Seats")

    @pytest.mark.parametrize("content", [b"", b"<html>", b"PK\x03\x04", book()], ids=range(4))
    def test_a_bad_file_is_answered_on_the_page(self, cast: Cast, content: bytes) -> None:
        answer = self.send(self.client(cast), content)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()

    def test_no_file_is_answered_on_the_page(self, cast: Cast) -> None:
        assert self.client(cast).post("/s/yard/guests/import/").status_code == 422

    def test_another_sites_run_is_not_found(self, cast: Cast) -> None:
        self.send(self.client(cast))
        run = ImportRun.objects.get()
        stranger = self.client(cast, "charlie")
        for address in (f"/s/yard/guests/import/{run.pk}/", f"/s/quay/guests/import/{run.pk}/"):
            assert stranger.get(address).status_code == 404
            assert stranger.get(f"{address}bad.xlsx").status_code == 404

    def test_dropping_leads_back(self, cast: Cast) -> None:
        client = self.client(cast)
        self.send(client)
        run = ImportRun.objects.get()
        answer = client.post(f"/s/yard/guests/import/{run.pk}/", {"drop": "1"})
        assert answer["Location"] == "/s/yard/guests/import/"
        assert client.get(f"/s/yard/guests/import/{run.pk}/").status_code == 200
        assert client.get(f"/s/yard/guests/import/{run.pk}/bad.xlsx").status_code == 404
