"""Reading files of service requests: dates, headers, rows."""

# ruff: noqa: E501 - headers of real files are long

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from guanjia.servicedesk.rules.columns import lacking, plain, propose
from guanjia.servicedesk.rules.filedates import BadDate, is_date, order_of, wall_of
from guanjia.servicedesk.rules.filerows import RowRefused, read_row

SHANGHAI, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("01/02/2014 03:53:10 AM", "2014-01-02T03:53:10"),
        ("01/02/2014 12:00:00 AM", "2014-01-02T00:00:00"),
        ("01/02/2014 12:05 PM", "2014-01-02T12:05:00"),
        ("1/2/14 15:30", "2014-01-02T15:30:00"),
        ("2014-01-02", "2014-01-02T00:00:00"),
        ("2014-01-02 03:53:10.500", "2014-01-02T03:53:10.500000"),
        ("2014/1/2 3:53", "2014-01-02T03:53:00"),
        ("2014年1月2日 3时53分", "2014-01-02T03:53:00"),
        ("2014-01-02T03:53:10Z", "2014-01-02T11:53:10"),
        ("2014-01-02T03:53:10+08:00", "2014-01-02T03:53:10"),
        ("2014-01-02T03:53:10-0500", "2014-01-02T16:53:10"),
        ("20140102 0353", "2014-01-02T03:53:00"),
        ("02-Jan-2014 03:53", "2014-01-02T03:53:00"),
        ("Jan 2, 2014 3:53 PM", "2014-01-02T15:53:00"),
        ("1388606400", "2014-01-02T04:00:00"),
    ],
)
def test_dates_as_files_have_them(text: str, wall: str) -> None:
    assert wall_of(text, SHANGHAI) == datetime.fromisoformat(wall)


@pytest.mark.parametrize(
    "text", ["", "soon", "13/13/2014", "2014-02-30", "01/02/2014 13:00 PM", "31", "n/a", "0000-00-00", "1/2/3/4"]
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(BadDate):
        wall_of(text, SHANGHAI)
    assert not is_date(text) or text == "13/13/2014"


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["03/04/2026", "13/04/2026"], "day"),
        (["03/04/2026", "03/14/2026"], "month"),
        (["03/04/2026"], "month"),
        (["03.04.2026 10:00"], "day"),
        (["2026-03-04"], "month"),
    ],
)
def test_which_comes_first_is_read_off_the_file(cells: list[str], order: str) -> None:
    assert order_of(cells) == order


def test_day_first() -> None:
    assert wall_of("03/04/2026", SHANGHAI, "day") == datetime(2026, 4, 3)  # noqa: DTZ001 - a wall clock
    with pytest.raises(BadDate):
        wall_of("03/14/2026", SHANGHAI, "day")


HEADERS = {
    "baltimore": (
        "SRRecordID,ServiceRequestNum,SRType,MethodReceived,CreatedDate,SRStatus,StatusDate,DueDate,CloseDate,Agency,LastActivity,LastActivityDate",
        "14-1,14-1,Alley,Phone,01/01/2014 03:53:10 AM,Closed,01/16/2014 08:48:47 AM,04/01/2014 03:53:10 AM,01/16/2014 07:47:09 AM,Solid,x,01/17/2014 08:00:00 AM",
        {"id": "SRRecordID", "type": "SRType", "created": "CreatedDate", "due": "DueDate", "closed": "CloseDate"},
    ),
    "new york": (
        "Unique Key,Created Date,Closed Date,Agency,Agency Name,Complaint Type,Descriptor,Location Type,Status,Due Date,Resolution Description,Resolution Action Updated Date,Open Data Channel Type",
        "1,01/02/2014 03:00:00 AM,01/03/2014 03:00:00 AM,DOT,Dept,Noise,Loud,Street,Closed,01/09/2014 03:00:00 AM,was done,01/04/2014 03:00:00 AM,ONLINE",
        {
            "id": "Unique Key",
            "type": "Complaint Type",
            "created": "Created Date",
            "due": "Due Date",
            "closed": "Closed Date",
        },
    ),
    "boston": (
        "_id,case_enquiry_id,open_dt,sla_target_dt,closed_dt,on_time,case_status,closure_reason,case_title,subject,reason,type,queue,submitted_photo,closed_photo",
        "1,101,2024-01-01 00:07:36,2024-01-02 00:07:36,2024-01-01 10:00:00,ONTIME,Closed,done,Title,PWD,Street,Pothole,Q,,",
        {"id": "case_enquiry_id", "type": "type", "created": "open_dt", "due": "sla_target_dt", "closed": "closed_dt"},
    ),
    "boston short": (
        "CASE_ENQUIRY_ID,open_dt,target_dt,closed_dt,type",
        "101,2014-01-01 00:07:36,2014-01-02 00:07:36,,Pothole",
        {"id": "CASE_ENQUIRY_ID", "type": "type", "created": "open_dt", "due": "target_dt", "closed": "closed_dt"},
    ),
    "open311": (
        "service_request_id,status,service_name,requested_datetime,updated_datetime,expected_datetime,closed_date",
        "9,open,Graffiti,2014-01-01T00:07:36Z,2014-01-05T00:07:36Z,2014-01-02T00:07:36Z,2014-01-02T01:07:36Z",
        {
            "id": "service_request_id",
            "type": "service_name",
            "created": "requested_datetime",
            "due": "expected_datetime",
            "closed": "closed_date",
        },
    ),
    "san antonio": (
        "CASEID,OPENEDDATETIME,SLA_DATE,CLOSEDDATETIME,LATE (YES/NO),DEPT,REASONNAME,TYPENAME,CaseStatus,SourceID",
        "7,1/2/2014,1/9/2014,1/8/2014,NO,Dept,Reason,Type,Closed,Web",
        {
            "id": "CASEID",
            "type": "TYPENAME",
            "created": "OPENEDDATETIME",
            "due": "SLA_DATE",
            "closed": "CLOSEDDATETIME",
        },
    ),
    "chinese": (
        "工单编号,报修类型,登记时间,要求完成时间,办结时间,来源",
        "GD1,水电,2026-01-02 10:00,2026-01-03 10:00,,电话",
        {"id": "工单编号", "type": "报修类型", "created": "登记时间", "due": "要求完成时间", "closed": "办结时间"},
    ),
}


@pytest.mark.parametrize("city", HEADERS)
def test_the_columns_are_proposed_from_the_header(city: str) -> None:
    head, row, wanted = HEADERS[city]
    header = head.split(",")
    found = propose(header, [row.split(",")])
    assert {field: header[found[field]] for field in wanted} == wanted


def test_what_is_lacking_is_named() -> None:
    assert lacking(propose(["a", "b"], [["1", "2"]])) == ["id", "created", "type"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SRRecordID", "sr record id"),
        ("CreatedDate", "created date"),
        ("open_dt", "open dt"),
        ("\ufeffCASE ID", "case id"),
        ("Date/Time", "date time"),
    ],
)
def test_a_header_cell_as_words(name: str, words: str) -> None:
    assert plain(name) == words


COLUMNS = {"id": 0, "type": 1, "created": 2, "due": 3, "closed": 4}


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (["", "t", "2014-01-02"], "number is empty"),
        (["1", " ", "2014-01-02"], "kind is empty"),
        (["1", "t", ""], "received is empty"),
        (["1", "t", "soon"], "is no date (created)"),
        (["1", "t", "2014-01-02", "x"], "is no date (due)"),
        (["1", "t", "2014-01-02", "", "x"], "is no date (closed)"),
        (["1", "t", "2014-01-02 10:00:01", "", "2014-01-02 10:00:00"], "closed before"),
        (["1", "t", "2014-01-02", "", "", "stray"], "more cells"),
        (["1" * 101, "t", "2014-01-02"], "too long"),
    ],
)
def test_a_bad_row_says_why(cells: list[str], words: str) -> None:
    with pytest.raises(RowRefused) as refused:
        read_row(cells, COLUMNS, 5, SHANGHAI, "month")
    assert words in str(refused.value)


@pytest.mark.parametrize(("closed", "late"), [("2014-01-03 10:00:00", False), ("2014-01-03 10:00:01", True)])
def test_late_begins_a_second_after_due(closed: str, late: bool) -> None:
    row = read_row(["1", "t", "2014-01-02 10:00", "2014-01-03 10:00", closed], COLUMNS, 5, SHANGHAI, "month")
    assert row.is_late() is late
    assert row.created == datetime(2014, 1, 2, 2, tzinfo=UTC)


def test_hours_are_the_wall_clocks_also_over_a_change_of_time() -> None:
    row = read_row(["1", "t", "2014-03-08 12:00", "", "2014-03-09 12:00"], COLUMNS, 5, NEW_YORK, "month")
    assert row.hours(NEW_YORK) == 24
    assert read_row(["1", "t", "2014-03-08 12:00"], COLUMNS, 5, NEW_YORK, "month").hours(NEW_YORK) is None
