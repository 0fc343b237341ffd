"""Taking over the requests of an old system."""

import csv
import io
import json
import statistics
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from guanjia.duties.public import Duty, plan_dirty
from guanjia.servicedesk.actions.filereading import UnreadableFile, open_file
from guanjia.servicedesk.actions.importing import FileReport, import_requests, save_columns
from guanjia.servicedesk.public import REQUEST, ServiceRequest
from tests.cast import Cast
from tests.factories.conference import NINE

pytestmark = pytest.mark.django_db
SAMPLE = Path(__file__).parents[2] / "../shared/data/requests/baltimore-311-a.csv"
HEADER = "Unique Key,Created Date,Closed Date,Due Date,Complaint Type"


def take(cast: Cast, text: str | bytes, **more: Any) -> FileReport:
    content = text if isinstance(text, bytes) else text.encode()
    return import_requests(site=cast.site, stream=io.BytesIO(content), actor=None, at=NINE, **more)


def rows(*lines: str) -> str:
    return "\n".join([HEADER, *lines])


GOOD = rows(
    "1,2026-02-01 10:00,2026-02-01 12:00,2026-02-01 12:00,Noise",
    "2,2026-02-01 10:00,2026-02-01 14:00,2026-02-01 13:59:59,Noise",
    "3,2026-02-01 10:00,2026-02-02 10:00,,Noise",
    "4,2026-02-01 10:00,,2026-02-09 10:00,漏水",
)


def test_figures_of_ours_equal_those_of_the_file(cast: Cast) -> None:
    report = take(cast, GOOD).as_json()
    assert (report["rows"], report["accepted"], report["rejected"]) == (4, 4, [])
    assert report["late_share"] == report["late_share_in_file"] == 0.5
    assert report["median_hours_to_close"] == report["median_in_file"] == 4


def test_the_same_file_twice_doubles_nothing_and_a_newer_one_updates(cast: Cast) -> None:
    take(cast, GOOD)
    again = take(cast, GOOD)
    assert (again.created, again.updated, again.unchanged, ServiceRequest.objects.count()) == (0, 0, 4, 4)
    assert again.as_json()["late_share"] == 0.5
    newer = GOOD.replace("3,2026-02-01 10:00,2026-02-02 10:00,,", "3,2026-02-01 10:00,2026-02-03 10:00,,")
    assert take(cast, newer).updated == 1
    assert ServiceRequest.objects.get(source_key__endswith=":3").closed_at == datetime.fromisoformat(
        "2026-02-03T10:00+08:00"
    )


def test_the_past_owes_nothing_and_what_is_open_owes(cast: Cast) -> None:
    take(
        cast,
        rows(
            "1,2020-01-01 10:00,2020-01-02 10:00,2020-01-02 12:00,Noise",
            "2,2020-01-01 10:00,,,Noise",
            "3,2026-03-04 10:00,,,漏水",
        ),
    )
    while plan_dirty(now=NINE):
        pass
    owed = set(Duty.objects.filter(subject_kind=REQUEST).values_list("subject_id", flat=True))
    assert owed == {ServiceRequest.objects.get(source_key__endswith=":3").pk}
    assert list(ServiceRequest.objects.filter(history=True).values_list("state", flat=True).order_by("pk")) == [
        "closed",
        "new",
    ]


def test_dirty_rows_are_rejected_with_row_and_reason(cast: Cast) -> None:
    report = take(
        cast,
        rows(
            "1,2026-02-01 10:00,2026-02-01 12:00,,Noise",
            "1,2026-02-01 10:00,,,Noise",
            "2,soon,,,Noise",
            "3,2026-02-01 10:00,2026-01-31 10:00,,Noise",
            "4,2026-02-01 10:00,,,",
            ",2026-02-01 10:00,,,Noise",
            "",
            "5,2026-02-01 10:00,,,Noise,stray",
            "6,02/13/2026 10:00 AM,,,Noise",
        ),
    )
    assert [row for row, _reason in report.rejected] == [3, 4, 5, 6, 7, 9]
    assert (report.rows, report.accepted) == (8, 2)
    assert all(reason for _row, reason in report.rejected)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators(cast: Cast, encoding: str, separator: str) -> None:
    text = (
        "工单编号,报修类型,登记时间,要求完成时间,办结时间\r\n甲1,漏水,2026/2/1 10:00,2026/2/1 12:00,2026/2/1 13:00\r\n"
    )
    report = take(cast, text.replace(",", separator).encode(encoding)).as_json()
    assert (report["accepted"], report["late_share"]) == (1, 1.0)
    assert ServiceRequest.objects.get().title == "漏水"


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04xx", b"a,b\n1,2\n", b"<html><body>no</body></html>", b"\x00\x01\x02\x03"]
)
def test_what_is_no_such_file(cast: Cast, content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        take(cast, content)


def test_saved_columns_win_over_the_proposal(cast: Cast) -> None:
    text = "a,b,c,d\n1,2026-02-01 10:00,Noise,2026-02-01 11:00\n"
    with pytest.raises(UnreadableFile):
        take(cast, text)
    opened = open_file(io.BytesIO(text.encode()))
    save_columns(
        site=cast.site, opened=opened, columns={"id": 0, "created": 1, "type": 2, "closed": 3}, actor=cast.mei, at=NINE
    )
    assert take(cast, text).as_json()["median_hours_to_close"] == 1


def test_another_sites_rows_are_its_own(cast: Cast) -> None:
    take(cast, GOOD)
    import_requests(site=cast.other_site, stream=io.BytesIO(GOOD.encode()), actor=None, at=NINE)
    assert (
        ServiceRequest.objects.filter(site=cast.site).count()
        == ServiceRequest.objects.filter(site=cast.other_site).count()
        == 4
    )


def test_two_systems_may_use_the_same_numbers(cast: Cast) -> None:
    take(cast, GOOD)
    take(cast, "service_request_id,requested_datetime,closed_date,service_name\n1,2026-02-01 10:00,,Noise\n")
    assert ServiceRequest.objects.count() == 5


def test_the_real_sample(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    if not SAMPLE.exists():
        pytest.skip("the sample of real requests is not here")
    call_command("import_requests", str(SAMPLE), site=cast.site.code, json=True)
    told = json.loads(capsys.readouterr().out)
    with SAMPLE.open(encoding="utf-8-sig") as stream:
        dates = [
            [_when(row[name]) for name in ("CreatedDate", "DueDate", "CloseDate")] for row in csv.DictReader(stream)
        ]
    late = [closed > due for _created, due, closed in dates if due and closed]
    hours = [(closed - created).total_seconds() / 3600 for created, _due, closed in dates if created and closed]
    assert (told["rows"], told["accepted"], told["rejected"]) == (7000, 7000, [])
    assert told["late_share"] == told["late_share_in_file"] == sum(late) / len(late)
    assert told["median_hours_to_close"] == told["median_in_file"] == statistics.median(hours)


def _when(text: str) -> datetime | None:
    return datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p") if text else None  # noqa: DTZ007 - the wall


def test_an_unknown_site_is_refused(cast: Cast) -> None:
    with pytest.raises(CommandError):
        call_command("import_requests", "x.csv", site="nowhere")


def test_many_rows_come_in_slices(cast: Cast) -> None:
    start = datetime(2020, 1, 1)  # noqa: DTZ001 - the wall
    lines = [f"{n},{start + timedelta(minutes=n)},{start + timedelta(minutes=2 * n)},,Noise" for n in range(2500)]
    seen: list[int] = []
    report = take(cast, rows(*lines), progress=seen.append)
    assert (report.accepted, seen) == (2500, [1000, 2000, 2500])


@pytest.mark.django_db(transaction=True)
def test_the_columns_are_said_on_the_screen_and_kept(cast_committed: Cast, client: Client) -> None:
    cast = cast_committed
    client.force_login(cast.mei)
    address = reverse("servicedesk:import", args=["yard"])
    assert client.post(address, {"file": SimpleUploadedFile("x.csv", b"", "text/csv")}).status_code == 422
    text = "a,b,c,d\n1,2026-02-01 10:00,Noise,2026-02-01 11:00\n2,soon,Noise,\n"
    there = client.post(address, {"file": SimpleUploadedFile("x.csv", text.encode(), "text/csv")})
    assert there.status_code == 302 and "2026-02-01 10:00" in client.get(there["Location"]).content.decode()
    columns = {"id": "0", "created": "1", "type": "2", "closed": "3", "due": "", "channel": "", "place": ""}
    assert client.post(there["Location"], columns | {"type": "0"}).status_code == 422
    done = client.post(there["Location"], columns)
    assert done.status_code == 200 and "“soon”" in done.content.decode()
    assert ServiceRequest.objects.count() == 1
    assert take(cast, text).unchanged == 1
    client.force_login(cast.hana)
    assert client.get(address).status_code == 403
