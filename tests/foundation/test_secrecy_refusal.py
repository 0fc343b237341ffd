"""A marked value is refused by field, with whom to phone, and nothing of it in the message."""

import io
import time as wall
import zipfile
import zlib

import openpyxl
import pytest

from guanjia.foundation.documents.public import render_pdf
from guanjia.foundation.secrecy.public import SecretRefused, refuse_marked, refuse_marked_file
from guanjia.foundation.sites.public import Site

SITE = Site(name="A", settings={"secrecy_contact": "保密办 8001"})


def docx(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        runs = "".join(f"<w:r><w:t>{char}</w:t></w:r>" for char in text)
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f"<w:document><w:body><w:p>{runs}</w:p></w:body></w:document>")
    return out.getvalue()


def xlsx(text: str) -> bytes:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["B7"] = text
    book.save(out)
    return out.getvalue()


def pdf(title: str) -> bytes:
    name = b"<FEFF" + title.encode("utf-16-be").hex().encode() + b">"
    return b"%PDF-1.4\n1 0 obj << /Title " + name + b" >> endobj\n%%EOF"


def packed_pdf(title: str) -> bytes:
    body = b"(\xfe\xff" + title.encode("utf-16-be") + b")"
    return b"%PDF-1.5\n1 0 obj << >> stream\n" + zlib.compress(body) + b"\nendstream"


def printed_pdf(text: str) -> bytes:
    return render_pdf("documents/form.typ", {"title": "通知", "sections": [{"title": "一", "text": text}]})


def test_the_refusal_names_field_and_phone_and_nothing_else() -> None:
    with pytest.raises(SecretRefused) as refused:
        refuse_marked({"title": "周例会", "note": "绝密★ 飞虎队会议"}, site=SITE)
    with pytest.raises(SecretRefused) as named:
        refuse_marked({"note": "机密工作会议怎么订", "title": "机密工作会议"}, site=SITE)
    assert named.value.field == "title"
    assert refused.value.field == "note"
    assert "保密办 8001" in str(refused.value)
    assert "飞虎队" not in str(refused.value) + repr(refused.value)


@pytest.mark.parametrize(
    "values",
    [{"a": ["x", {"b": "机密"}]}, {"a": {"机密": 1}}, {"a": ("秘密",)}, {"a": {"秘密"}}],
)
def test_nested_values_are_read(values: dict[str, object]) -> None:
    with pytest.raises(SecretRefused):
        refuse_marked(values, site=SITE)


def test_ordinary_values_pass() -> None:
    refuse_marked({"title": "秘密投票办法", "n": 7, "none": None, "list": [1, 2.5]}, site=SITE)


MARKED_FILES = [
    ("方案(机密).docx", b"x"),
    ("a.txt", "机密★1年".encode()),
    ("a.txt", "机密★1年".encode("gb18030")),
    ("a.txt", "机密★1年".encode("utf-16")),
    ("a.docx", docx("机密★1年")),
    ("a.xlsx", xlsx("秘密")),
    ("a.pdf", pdf("绝密★")),
    ("a.pdf", packed_pdf("绝密★")),
    ("a.pdf", printed_pdf("机密★1年")),
    ("a.pdf", printed_pdf("(秘密)")),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x07" * 33 + "机密★1年".encode("utf-16-le") + b"\x00" * 90),
]


@pytest.mark.parametrize(("name", "content"), MARKED_FILES)
def test_a_marked_file_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(SecretRefused):
        refuse_marked_file(name, content, site=SITE)


PLAIN_FILES = [
    ("秘密投票.docx", docx("采用秘密投票")),
    ("a.xlsx", xlsx("商业秘密")),
    ("a.pdf", pdf("会议手册")),
    ("a.pdf", printed_pdf("秘密投票办法、商业秘密保护")),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "采用秘密投票".encode("utf-16-le")),
    ("hostile.pdf", b"%PDF-1.4\nstream\nbegincmap 1 beginbfrange <0000> <FFFF> <FFFF> endbfrange\nendstream"),
    ("hostile.pdf", b"%PDF-1.4\n" + b"stream\n(" * 5000),
    ("broken.docx", b"PK\x03\x04 no zip at all"),
    ("broken.pdf", b"%PDF-1.4 stream\nnot deflated"),
    ("photo.jpg", b"\xff\xd8\xff\x00\x01"),
    ("empty", b""),
]


@pytest.mark.parametrize(("name", "content"), PLAIN_FILES)
def test_an_ordinary_or_broken_file_passes(name: str, content: bytes) -> None:
    refuse_marked_file(name, content, site=SITE)


def test_a_zip_bomb_costs_little() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * 200_000_000)
    refuse_marked_file("bomb.docx", out.getvalue(), site=SITE)


def test_a_pdf_made_to_be_slow_is_read_in_seconds() -> None:
    begun = wall.process_time()
    for piece in (b"stream\n", b"stream\n(", b"stream\n<00", b"(", b"\\(", b"stream\nbeginbfchar "):
        refuse_marked_file("a.pdf", b"%PDF-1.4\n" + piece * (8_000_000 // len(piece)), site=SITE)
    assert wall.process_time() - begun < 60
