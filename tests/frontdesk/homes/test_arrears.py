"""What finance says is unpaid: all lines or none, the latest statement holds, only for roles that may see it (FIELD 7, 30)."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override
from openpyxl import Workbook

from guanjia.foundation.journal.public import Entry
from guanjia.foundation.sites.public import Site
from guanjia.foundation.tables.public import ImportRefused, ImportRun, Row, apply, preview
from guanjia.frontdesk.homes.actions.arrears import take_arrears
from guanjia.frontdesk.homes.models import Arrears, ArrearsSheet
from guanjia.frontdesk.homes.queries.arrears import arrears_rows
from guanjia.frontdesk.homes.rules.arrears import concerns_owner, is_old, yuan
from guanjia.frontdesk.homes.tables import OWED, arrears_importer
from guanjia.people.public import Membership, Occupancy, Roles, User
from guanjia.ui import card
from guanjia.ui.card import Whom
from tests.cast import Cast
from tests.factories.homes import NOON, TODAY, make_resident, make_unit, settle
from tests.harness.race import race

DAY = timedelta(days=1)
HEAD = ["房号", "业主", "欠费金额", "欠费起始", "截止日期"]
LINES: list[list[Any]] = [
    ["3-2-1201", "周明", "1,234.56", "2025-11-01", "2026-03-01"],
    ["3栋2单元1202室", "吴越", "¥800元", "", "2026年3月1日"],
    ["合计", "", "2034.56", "", ""],
]


@pytest.mark.parametrize(
    ("as_of", "since", "theirs"),
    [
        (TODAY, None, True),
        (TODAY, TODAY - DAY, True),
        (TODAY, TODAY, False),
        (TODAY, TODAY + DAY, False),
    ],
)
def test_a_debt_from_before_the_home_changed_hands_is_not_the_new_owners(
    as_of: date, since: date | None, theirs: bool
) -> None:
    assert concerns_owner(as_of, since) is theirs


def test_a_statement_is_old_after_forty_five_days() -> None:
    assert not is_old(TODAY - 45 * DAY, TODAY) and is_old(TODAY - 46 * DAY, TODAY)
    assert [yuan(fen) for fen in (5, 123456, 100000000)] == ["0.05", "1,234.56", "1,000,000.00"]


def sheet(lines: list[list[Any]], head: list[str] = HEAD) -> bytes:
    book = Workbook()
    for row in (head, *lines):
        book.active.append([cell if cell != "" else None for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send(cast: Cast, lines: list[list[Any]], name: str = "3月欠费.xlsx") -> ImportRun:
    importer = arrears_importer(cast.site)
    run = preview(
        site=cast.site, importer=importer, upload=SimpleUploadedFile(name, sheet(lines)), name=name, actor=cast.mei,
        at=NOON,
    )  # fmt: skip
    return apply(run, importer=importer, actor=cast.mei, at=NOON)


@pytest.fixture
def homes(cast: Cast) -> Cast:
    """Two homes with owners since 2020, the clock at noon."""
    Site.objects.filter(pk=cast.site.pk).update(held_at=NOON)
    cast.site.refresh_from_db()
    for number, name in (("1201", "周明"), ("1202", "吴越")):
        settle(make_unit(cast.site, number), make_resident(cast.site, name), since=date(2020, 1, 1))
    return cast


@pytest.fixture
def in_english() -> Iterator[None]:
    """The reader's language."""
    with override("en"):
        yield


def owed(cast: Cast) -> dict[str, int]:
    return dict(Arrears.objects.filter(sheet__site=cast.site).values_list("unit__code", "amount_fen"))


@pytest.mark.django_db
def test_a_statement_replaces_the_one_before_and_sent_again_changes_nothing(homes: Cast) -> None:
    run = send(homes, LINES)
    assert owed(homes) == {"3-2-1201": 123456, "3-2-1202": 80000} and run.counts["created"] == 2
    first = ArrearsSheet.objects.get()
    assert (first.as_of, first.total_fen, first.count, first.source) == (date(2026, 3, 1), 203456, 2, "3月欠费.xlsx")
    assert Entry.objects.filter(action="take", subject_kind="homes.arrears", subject_id=first.pk).exists()
    assert send(homes, LINES).counts["unchanged"] == 2 and ArrearsSheet.objects.count() == 1
    send(homes, [["3-2-1202", "", "500", "", "2026-03-04"]])
    assert owed(homes) == {"3-2-1202": 50000}
    assert list(ArrearsSheet.objects.values_list("total_fen", flat=True)) == [50000, 203456]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (["9-9-909", "", "10", "", "2026-03-01"], "no unit of this site"),
        (["3-2-1201", "", "10", "", "2026-03-01"], "the same as row 2"),
        (["3-2-1202", "", "10", "", "2026-03-02"], "another day than the first row"),
        (["3-2-1202", "", "0", "", "2026-03-01"], "not between"),
        (["3-2-1202", "", "10", "2026-03-02", "2026-03-01"], "after the day of the statement"),
        (["3-2-1202", "", "10", "", ""], "is empty"),
    ],
)
def test_one_bad_line_and_nothing_is_taken(homes: Cast, line: list[Any], reason: str) -> None:
    importer = arrears_importer(homes.site)
    upload = SimpleUploadedFile("x.xlsx", sheet([LINES[0], line]))
    with override("en"):
        run = preview(site=homes.site, importer=importer, upload=upload, name="x.xlsx", actor=homes.mei, at=NOON)
    assert any(reason in problem[2] for problem in run.problems), run.problems
    with pytest.raises(ImportRefused):
        apply(run, importer=importer, actor=homes.mei, at=NOON)
    assert not ArrearsSheet.objects.exists()


@pytest.mark.django_db
def test_a_day_to_come_and_an_older_statement_are_refused(homes: Cast) -> None:
    with pytest.raises(ImportRefused):
        send(homes, [["3-2-1201", "", "10", "", "2026-03-06"]])
    send(homes, [["3-2-1201", "", "10", "", "2026-03-05"]])
    with pytest.raises(ImportRefused):
        send(homes, LINES)
    assert owed(homes) == {"3-2-1201": 1000}


@pytest.mark.django_db
@pytest.mark.usefixtures("in_english")
def test_the_card_says_it_with_its_day_and_never_an_earlier_owners(homes: Cast) -> None:
    send(homes, LINES)
    whom = Whom((), tuple(Arrears.objects.order_by("unit__code").values_list("unit", flat=True)))
    rows = arrears_rows(homes.site, whom, homes.mei, NOON)
    assert [row.text for row in rows] == ["3-2-1201: ¥1,234.56 unpaid", "3-2-1202: ¥800.00 unpaid"]
    assert rows[0].note == "as of 2026-03-01 · since 2025-11-01" and rows[1].note == "as of 2026-03-01"
    assert rows[0].mark is None and arrears_rows(homes.site, whom, homes.mei, NOON + 60 * DAY)[0].mark is not None
    Occupancy.objects.filter(unit=whom.unit_ids[0]).update(since=date(2026, 3, 2))
    rows = arrears_rows(homes.site, whom, homes.mei, NOON)
    assert [row.text[:8] for row in rows] == ["3-2-1202"]
    assert arrears_rows(homes.site, Whom(), homes.mei, NOON) == []


def hire(cast: Cast, name: str, role: Roles) -> User:
    user = User.objects.create(username=name, email=f"{name}@example.org")
    Membership.objects.create(user=user, company=cast.company, site=cast.site, role=role)
    return user


@pytest.mark.django_db
def test_only_roles_that_may_see_it_see_it(homes: Cast, client: Client) -> None:
    client.cookies["django_language"] = "en"
    send(homes, LINES)
    fin, duty = hire(homes, "fin", Roles.FINANCE), hire(homes, "duty", Roles.DUTY_MANAGER)
    cases = [(fin, 200, 200), (homes.mei, 200, 200), (duty, 200, 403), (homes.audrey, 200, 200), (homes.rita, 403, 403),
             (homes.gus, 403, 403), (homes.cleo, 403, 403), (homes.charlie, 404, 404)]  # fmt: skip
    for user, reads, sends in cases:
        client.force_login(user)
        assert client.get("/s/yard/homes/arrears/").status_code == reads, user.username
        assert client.get("/s/yard/homes/arrears/import/").status_code == sends, user.username
    client.force_login(homes.audrey)
    assert client.post("/s/yard/homes/arrears/import/", {}).status_code == 403
    client.force_login(homes.rita)
    assert "unpaid" not in client.get("/s/yard/desk/", {"q": "3-2-1201"}).content.decode()
    client.force_login(duty)
    assert "¥1,234.56 unpaid" in client.get("/s/yard/desk/", {"q": "3-2-1201"}).content.decode()
    homes.site.settings["homes.arrears_at_desk"] = True
    homes.site.save()
    client.force_login(homes.rita)
    assert "¥1,234.56 unpaid" in client.get("/s/yard/desk/", {"q": "3-2-1201"}).content.decode()
    codes = {panel.code for panel in card.panels(homes.gus, homes.site)}
    assert "homes.arrears" not in codes


@pytest.mark.django_db
def test_no_list_of_debtors_leaves_the_office(homes: Cast, client: Client) -> None:
    send(homes, LINES)
    client.force_login(homes.mei)
    page = client.get("/s/yard/homes/arrears/").content.decode()
    assert "1,234.56" in page and "3月欠费.xlsx" in page and "export=" not in page
    assert OWED.may_export is not None and not OWED.may_export(homes.hugo, homes.site)
    assert client.get("/s/yard/homes/arrears/", {"export": "xlsx"}).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_of_two_statements_at_once_the_newer_one_holds(cast_committed: Cast) -> None:
    cast = cast_committed
    settle(make_unit(cast.site, "1201"), make_resident(cast.site, "周明"), since=date(2020, 1, 1))

    def take(days: int) -> str:
        values = {"building": "", "section": "", "number": "3-2-1201", "amount": 10 + days, "since": None}
        rows = [Row(2, values | {"as_of": TODAY - days * DAY})]
        try:
            take_arrears(site=Site.objects.get(pk=cast.site.pk), rows=rows, actor=None, at=NOON)
        except ImportRefused:
            return "older"
        return "taken"

    outcomes = race([partial(take, days) for days in (3, 0, 2, 1)])
    assert ArrearsSheet.objects.order_by("-pk")[0].as_of == TODAY == ArrearsSheet.objects.order_by("-as_of")[0].as_of
    assert owed(cast) == {"3-2-1201": 1000} and outcomes.count("taken") == ArrearsSheet.objects.count()
