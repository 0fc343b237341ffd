"""Forms with their numbers: reserved, filled, signed for good, printed, cleared."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.foundation.persons.public import BadValue, find_by_phone
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.kernel.states import MoveRefused
from guanjia.papers.actions import printing
from guanjia.papers.actions import sheets as actions
from guanjia.papers.actions.sheets import Filling, PaperRefused
from guanjia.papers.models import Printer, Sheet
from guanjia.papers.rules.catalogue import FORMS
from guanjia.papers.rules.forms import Field, told
from guanjia.papers.rules.paper import Paper
from guanjia.papers.rules.sheets import SheetState
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.harness.race import race

VISIT = {"name": "王敏", "purpose": "看望父母", "host": "3-2-1201 王建国", "arrived": "2026-03-05T09:00"}


def filled(cast: Cast, code: str = "TMPL-001", **fields: Any) -> Sheet:
    filling = Filling(**({"values": VISIT, "phone": "13800001234"} | fields))
    return actions.fill_sheet(site=cast.site, code=code, filling=filling, actor=cast.rita, at=NINE)


def test_a_form_is_filled_and_its_telephone_lies_with_the_person(cast: Cast) -> None:
    sheet = filled(cast)
    assert sheet.stage is SheetState.FILLED and sheet.number.startswith("FKB-")
    assert "13800001234" not in str(sheet.values)
    assert find_by_phone(cast.site, "13800001234") == [sheet.person]


@pytest.mark.parametrize(
    ("fields", "error", "names"),
    [
        ({"values": {}}, PaperRefused, ["name", "purpose", "host", "arrived"]),
        ({"written_at": NINE + timedelta(seconds=1)}, PaperRefused, ["written_at"]),
        ({"phone": "12"}, BadValue, None),
        ({"values": VISIT | {"purpose": "送机密★文件"}}, SecretRefused, None),
    ],
)
def test_a_form_is_refused_with_what_is_wrong(
    cast: Cast, fields: dict[str, Any], error: type[Exception], names: list[str] | None
) -> None:
    with pytest.raises(error) as refused:
        filled(cast, **fields)
    assert names is None or getattr(refused.value, "fields", None) == names
    assert not Sheet.objects.exists()


def test_a_signed_form_is_not_altered_but_corrected(cast: Cast) -> None:
    sheet = filled(cast)
    with pytest.raises(PaperRefused):
        actions.sign_sheet(sheet=sheet, names=[" "], actor=cast.rita, at=NINE)
    actions.sign_sheet(sheet=sheet, names=["丽塔"], actor=cast.rita, at=NINE)
    with pytest.raises(MoveRefused):
        actions.fill_sheet(
            site=cast.site,
            code="TMPL-001",
            filling=Filling(values=VISIT | {"host": "x"}),
            actor=cast.rita,
            at=NINE,
            sheet=sheet,
        )
    with pytest.raises(MoveRefused):
        actions.void_sheet(sheet=sheet, reason="写错", actor=cast.rita, at=NINE)
    fix = actions.correct_sheet(
        sheet=sheet, filling=Filling(values=VISIT | {"host": "3-2-1202"}), actor=cast.rita, at=NINE
    )
    sheet.refresh_from_db()
    assert (fix.corrects, sheet.values["host"]) == (sheet, VISIT["host"])


def test_one_person_does_not_sign_twice(cast: Cast) -> None:
    values = {"thing": "雨伞", "count": "2", "condition": "完好", "at": "2026-03-05T09:00"}
    sheet = filled(cast, "TMPL-013", values=values, phone="")
    with pytest.raises(PaperRefused):
        actions.sign_sheet(sheet=sheet, names=["王敏", "王敏"], actor=cast.rita, at=NINE)
    assert actions.sign_sheet(sheet=sheet, names=["王敏", "李强"], actor=cast.rita, at=NINE).stage is SheetState.SIGNED


@pytest.mark.parametrize("count", [0, 201])
def test_so_many_numbers_are_not_reserved(cast: Cast, count: int) -> None:
    with pytest.raises(PaperRefused):
        actions.reserve_sheets(site=cast.site, code="TMPL-001", count=count, actor=cast.rita, at=NINE)


def test_a_reserved_number_is_entered_from_paper_or_voided_with_a_reason(cast: Cast) -> None:
    first, second = actions.reserve_sheets(site=cast.site, code="TMPL-001", count=2, actor=cast.rita, at=NINE)
    filling = Filling(values=VISIT, from_paper=True, written_at=NINE, written_by="王敏")
    with pytest.raises(PaperRefused):
        actions.fill_sheet(site=cast.site, code="TMPL-024", filling=filling, actor=cast.hana, at=NINE, sheet=first)
    later = NINE + timedelta(hours=3)
    sheet = actions.fill_sheet(site=cast.site, code="TMPL-001", filling=filling, actor=cast.hana, at=later, sheet=first)
    assert (sheet.number, sheet.from_paper, sheet.written_at) == (first.number, True, NINE)
    with pytest.raises(PaperRefused):
        actions.void_sheet(sheet=second, reason=" ", actor=cast.hana, at=later)
    assert actions.void_sheet(sheet=second, reason="未使用", actor=cast.hana, at=later).stage is SheetState.VOID


def test_a_form_is_cleared_with_its_person_when_its_time_is_over(cast: Cast) -> None:
    sheet = actions.sign_sheet(sheet=filled(cast), names=["丽塔"], actor=cast.rita, at=NINE)
    held = actions.sign_sheet(sheet=filled(cast, phone="13800005678"), names=["丽塔"], actor=cast.rita, at=NINE)
    Sheet.objects.filter(pk=held.pk).update(held="诉讼")
    day = timedelta(days=1)
    assert actions.clear_sheets(site=cast.site, at=NINE + 90 * day - timedelta(seconds=1)) == 0
    assert actions.clear_sheets(site=cast.site, at=NINE + 90 * day) == 1
    assert not Sheet.objects.filter(pk=sheet.pk).exists() and Sheet.objects.filter(pk=held.pk).exists()
    assert find_by_phone(cast.site, "13800001234") == [] and find_by_phone(cast.site, "13800005678")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_sign_at_once_one_signs(cast_committed: Cast) -> None:
    cast = cast_committed
    number = filled(cast).number

    def sign(name: str) -> str:
        sheet = Sheet.objects.get(number=number)
        try:
            actions.sign_sheet(sheet=sheet, names=[name], actor=cast.rita, at=NINE)
        except MoveRefused:
            return "late"
        return "signed"

    assert sorted(race([partial(sign, name) for name in ("甲", "乙", "丙")])) == ["late", "late", "signed"]


@pytest.mark.parametrize("code", sorted(FORMS))
def test_every_form_prints_blank(client: Client, cast: Cast, code: str) -> None:
    client.force_login(cast.rita)
    answer = client.get(reverse("papers:blank", args=[cast.site.code, code]))
    assert answer.content.startswith(b"%PDF") and answer["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("paper", list(Paper))
def test_a_filled_form_prints_on_every_paper_and_counts_reprints(client: Client, cast: Cast, paper: Paper) -> None:
    client.force_login(cast.rita)
    sheet = filled(cast)
    printer = Printer.objects.create(site=cast.site, name="前台", paper=paper, offset_x="3.5", offset_y="-2")
    page = reverse("papers:print", args=[cast.site.code, sheet.number])
    first, second = (client.post(page, {"printer": printer.pk}).content for _print in range(2))
    sheet.refresh_from_db()
    assert first.startswith(b"%PDF") and first != second and sheet.printed == 2


def test_the_pages_from_filling_to_filing(client: Client, cast: Cast) -> None:
    client.force_login(cast.rita)
    site = cast.site.code
    page = reverse("papers:fill", args=[site, "TMPL-001"])
    answer = client.post(page, VISIT | {"host": "", "phone": "13800001234"})
    assert answer.status_code == 422 and "看望父母" in answer.content.decode()
    answer = client.post(page, VISIT | {"phone": "13800001234"})
    sheet = Sheet.objects.get()
    assert answer["Location"] == reverse("papers:sheet", args=[site, sheet.number])
    text = client.get(answer["Location"]).content.decode()
    assert "138****1234" in text and "13800001234" not in text
    client.post(answer["Location"], {"verb": "sign", "signer-0": "丽塔"})
    sheet.refresh_from_db()
    assert sheet.stage is SheetState.SIGNED
    assert client.get(reverse("papers:forms", args=[site])).status_code == 200
    found = client.get(reverse("papers:enter", args=[site]), {"number": sheet.number.lower()})
    assert found["Location"] == reverse("papers:sheet", args=[site, sheet.number])


def test_a_form_is_closed_to_strangers_and_auditors_write_nothing(client: Client, cast: Cast) -> None:
    sheet = filled(cast)
    page = reverse("papers:sheet", args=[cast.site.code, sheet.number])
    client.force_login(cast.charlie)
    assert client.get(page).status_code == 404
    client.force_login(cast.audrey)
    assert (client.get(page).status_code, client.post(page, {"verb": "void", "reason": "x"}).status_code) == (200, 403)


def test_a_printer_is_set_up_with_a_sane_shift(client: Client, cast: Cast) -> None:
    client.force_login(cast.mei)
    page = reverse("papers:printers", args=[cast.site.code])
    given = {"name": "针式", "paper": "triple", "place": "前台", "offset_x": "21", "offset_y": "0"}
    assert client.post(page, given).status_code == 422
    assert client.post(page, given | {"offset_x": "20"}).status_code == 302
    assert client.post(page, given | {"offset_x": "0"}).status_code == 422  # the name is taken


def sample(field: Field) -> str:
    """Something that may stand in the field."""
    if field.kind == "choice":
        return field.options[-1][1]
    if field.kind == "lines":
        return "\n".join(" | ".join(f"{row}行{head[1]}" for head in field.columns) for row in (1, 2))
    return {"moment": "2026-03-05T09:30", "day": "2026-03-05", "number": "12"}.get(field.kind, f"内容{field.code} TV")


@pytest.mark.parametrize("code", sorted(FORMS))
def test_every_filled_form_prints_with_all_that_stands_on_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    form, drawn = FORMS[code], {}
    monkeypatch.setattr(printing, "render_pdf", lambda template, data: drawn.update(data) or b"%PDF")
    values = {each.code: sample(each) for each in form.fields if each.kind != "phone"}
    sheet = filled(cast, code, values=values)
    names = [f"签字人{place}" for place in range(max(len(form.signers), 1))]
    sheet = actions.sign_sheet(sheet=sheet, names=names, actor=cast.rita, at=NINE)
    printing.print_sheet(form=form, sheet=sheet, phone="138****1234", printer=None, before=0)
    printed = str(drawn)
    for field in form.fields:
        if field.kind == "lines":
            assert all(f"2行{head[1]}" in printed for head in field.columns)
        elif field.kind not in {"tick", "phone"}:
            assert told(field, values[field.code], "zh-hans") in printed
    assert sheet.number in printed and drawn["fields"] and all(name in printed for name in names[: len(form.signers)])


def test_a_table_is_written_cell_by_cell_and_shown_again(client: Client, cast: Cast) -> None:
    client.force_login(cast.rita)
    page = reverse("papers:fill", args=[cast.site.code, "TMPL-009"])
    cells = {"lines-0": ["配电房", ""], "lines-1": ["门|未锁", ""], "lines-2": ["已上锁", ""], "lines-3": ["", ""]}
    refused = client.post(page, cells | {"at": "2026-03-05T08:00"})
    assert refused.status_code == 422 and "配电房" in refused.content.decode()
    client.post(page, cells | {"at": "2026-03-05T08:00", "place": "地库"})
    assert "门/未锁" in client.get(reverse("papers:sheet", args=["yard", Sheet.objects.get().number])).content.decode()
