"""PDF with Chinese text, safe against what people type, and the characters the font lacks."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from guanjia.foundation.documents.public import (
    DocumentRefused,
    card_name,
    missing_glyphs,
    photo_svg,
    qr_svg,
    render_pdf,
)
from tests.foundation.test_files_rules import picture

FORM: dict[str, Any] = {
    "site": "市民中心",
    "title": "会务任务单",
    "number": "HY-20261121-0001",
    "seal": "ab12cd34",
    "facts": [["会议", "全市经济工作会议"], ["人数", 30]],
    "sections": [{"title": "检查", "heads": ["项目", "结果"], "rows": [["空调", "√"]] * 90, "widths": [3, 1]}],
    "signatures": ["经办人", "审核人"],
}


def text_of(pdf: bytes, tmp_path: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not on this machine")
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True).stdout.decode()


def test_a_form_shows_every_word_on_every_page(tmp_path: Path) -> None:
    text = text_of(render_pdf("documents/form.typ", FORM), tmp_path)
    for word in ("市民中心", "会务任务单", "HY-20261121-0001", "全市经济工作会议", "30", "经办人"):
        assert word in text
    assert text.count("ab12cd34") == text.count("\f") > 1
    assert text.count("项目") == text.count("\f")


HOSTILE = [
    '#eval("1+1") #sys.inputs',
    "*bold* _it_ $x^2$ `raw` <label> @ref",
    '\\ #include "/etc/passwd" ]',
    '#read("/etc/passwd")',
    "{{ 7*7 }} ${7*7}",
    "</svg><script>alert(1)</script>",
    "line\nbreak\ttab\u2028sep",
    "\u202eabc",
    "صورة",
    "🎉",
    "x" * 5000,
]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_what_people_type_is_only_shown(typed: str, tmp_path: Path) -> None:
    data = FORM | {
        "title": typed,
        "site": typed,
        "facts": [[typed, typed]],
        "sections": [{"title": typed, "text": typed}],
    }
    text = text_of(render_pdf("documents/form.typ", data), tmp_path)
    assert "root:" not in text
    if typed.startswith("#eval"):
        assert '#eval("1+1")' in text


SIZES = [
    (
        "place_card",
        {"cards": [{"name": "张三", "line": "市财政局"}, {"name": "买买提·吐尔逊江·阿布都热合曼"}]},
        "567 x 510",
        2,
    ),
    ("badge", {"badges": [{"name": "张三", "role": "出席", "qr": "QR"}]}, "255 x 369", 1),
    ("badge", {"badges": [{"name": "张三"}] * 3, "width_mm": 85.6, "height_mm": 54}, "243 x 153", 3),
    (
        "label",
        {"labels": [{"title": "灭火器", "lines": ["3F"], "qr": "QR"}], "width_mm": 40, "height_mm": 30},
        "113 x 85",
        1,
    ),
    ("label", {"labels": [{"title": "灭火器"}]}, "170 x 113", 1),
    ("receipt", {"title": "收据", "lines": [["物业费", "1"]], "width_mm": 241, "height_mm": 139.7}, "683 x 396", 1),
    ("receipt", {"title": "收据", "lines": [["物业费", "1"]], "width_mm": 241, "height_mm": 93.1}, "683 x 264", 1),
]


@pytest.mark.parametrize(("template", "data", "size", "pages"), SIZES, ids=[f"{s[0]}-{s[2]}" for s in SIZES])
def test_each_paper_has_its_size(template: str, data: dict[str, Any], size: str, pages: int, tmp_path: Path) -> None:
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo is not on this machine")
    code = qr_svg("GJ-0001")
    filled = {key: [{k: code if v == "QR" else v for k, v in one.items()} if isinstance(one, dict) else one for one in value]
              if isinstance(value, list) else value for key, value in data.items()}  # fmt: skip
    file = tmp_path / "a.pdf"
    file.write_bytes(render_pdf(f"documents/{template}.typ", filled))
    info = subprocess.run(["pdfinfo", str(file)], capture_output=True, check=True).stdout.decode()
    wide, high = (float(n) for n in info.split("Page size:")[1].split("pts")[0].split("x"))
    assert f"{wide:.0f} x {high:.0f}" == size
    assert int(info.split("Pages:")[1].split()[0]) == pages


def test_photos_stand_in_a_form() -> None:
    svg = photo_svg(picture("JPEG", (400, 300)), "image/jpeg", 400, 300)
    plain = render_pdf("documents/form.typ", FORM | {"sections": []})
    shown = render_pdf("documents/form.typ", FORM | {"sections": [{"photos": [{"svg": svg, "caption": "会前"}] * 3}]})
    assert len(shown) > len(plain)


def test_equal_data_gives_equal_bytes() -> None:
    assert render_pdf("documents/form.typ", FORM) == render_pdf("documents/form.typ", FORM)


@pytest.mark.parametrize("template", ["documents/none.typ", "nowhere/form.typ", "documents/../apps.py", "form.typ", ""])
def test_no_such_template(template: str) -> None:
    with pytest.raises(DocumentRefused):
        render_pdf(template, {})


@pytest.mark.django_db
def test_nothing_is_rendered_inside_a_transaction() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        render_pdf("documents/form.typ", FORM)


GLYPHS = [
    ("张三", set()),
    ("Abc 123 ,。·—", set()),
    ("龘靐", set()),
    ("买买提·吐尔逊", set()),
    ("尛", set()),
    ("ه", {"ه"}),
    ("张🎉", {"🎉"}),
    ("\U00020bb7野", {"\U00020bb7"}),
    ("\u3000 \n\t", set()),
    ("", set()),
]


@pytest.mark.parametrize(("text", "missing"), GLYPHS)
def test_the_font_is_asked_for_every_character(text: str, missing: set[str]) -> None:
    assert missing_glyphs(text) == missing


def test_a_missing_glyph_blocks_a_card_and_is_named() -> None:
    data = {"cards": [{"name": "张\U00020bb7", "line": "市财政局"}]}
    with pytest.raises(DocumentRefused) as refused:
        render_pdf("documents/place_card.typ", data, strict_glyphs=True)
    assert refused.value.missing == {"\U00020bb7"}
    assert "\U00020bb7" in str(refused.value)
    assert render_pdf("documents/place_card.typ", data)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张\u3000三"),
        ("张三丰", "张三丰"),
        (" 张 三 ", "张\u3000三"),
        ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("买买提・吐尔逊", "买买提·吐尔逊"),
        ("Li", "Li"),
        ("\U00020bb7野", "\U00020bb7\u3000野"),
        ("", ""),
    ],
)
def test_names_are_set_as_cards_show_them(name: str, shown: str) -> None:
    assert card_name(name) == shown


def test_a_code_holds_what_it_is_given_and_no_more() -> None:
    assert qr_svg("https://example.org/会议?x=1").startswith("<svg")
    assert qr_svg("GJ-1", quick=True).startswith("<svg")
    with pytest.raises(ValueError, match="too long"):
        qr_svg("x" * 5000)
