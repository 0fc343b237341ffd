"""Files of a site: kept once, held, served through permission only, swept when nobody holds them."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from PIL import Image

from guanjia.foundation.files import blobs
from guanjia.foundation.files.models import StoredFile
from guanjia.foundation.files.public import (
    DOCUMENTS,
    FileHold,
    FileRefused,
    Watermark,
    content_of,
    erase_held_by,
    hold,
    register_holder,
    release,
    store,
    sweep_orphans,
    thumbnail_of,
    url,
)
from guanjia.foundation.secrecy.public import SecretRefused
from tests.cast import Cast, make_cast
from tests.foundation.test_files_rules import picture

AT = datetime(2026, 3, 5, 5, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def keep(cast: Cast, content: bytes = b"", name: str = "a.jpg", **options: Any) -> StoredFile:
    return store(site=cast.site, upload=content or picture(), name=name, actor=cast.alice, at=AT, **options)


def test_the_same_content_is_one_row_and_one_blob(cast: Cast) -> None:
    first, again = keep(cast, name="a.jpg"), keep(cast, name="b.jpg")
    assert first == again
    assert first.name == "a.jpg"
    assert content_of(first) is not None


def test_another_watermark_is_another_file(cast: Cast) -> None:
    marks = [Watermark("A", "301", "13:30", name) for name in ("Zhang", "Li")]
    assert len({keep(cast, watermark=mark).pk for mark in marks} | {keep(cast).pk}) == 3


def test_another_site_keeps_its_own(cast: Cast) -> None:
    mine = keep(cast)
    theirs = store(site=cast.other_site, upload=picture(), name="a.jpg", actor=cast.charlie, at=AT)
    assert mine.pk != theirs.pk
    assert blobs.address(mine.site_id, mine.sha256) != blobs.address(theirs.site_id, theirs.sha256)


def test_an_upload_of_a_form_is_read(cast: Cast) -> None:
    upload = SimpleUploadedFile("صورة 🎉.jpg", picture(), content_type="text/html")
    assert keep(cast, upload, name=upload.name or "").kind == "image/jpeg"


class Huge:
    size = 10**10

    def read(self, count: int = -1, /) -> bytes:
        raise AssertionError("must not be read")


REFUSED: list[tuple[Any, str, dict[str, Any], str]] = [
    (b"<html><script>alert(1)</script>", "holiday.jpg", {}, "wrong_kind"),
    (b"MZ\x90\x00" + b"\x00" * 50, "holiday.jpg", {}, "wrong_kind"),
    (b"<svg onload='alert(1)'/>", "logo.svg", {}, "wrong_kind"),
    (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40, "IMG_1.HEIC", {}, "wrong_kind"),
    (b"\xff\xd8\xff\xe0" + b"nothing" * 9, "photo.jpg", {}, "no_photo"),
    (picture("PNG", (10_000, 6_001)), "bomb.png", {}, "too_large"),
    (b"%PDF-1.4", "scan.pdf", {}, "wrong_kind"),
    (picture(), "photo.jpg", {"kinds": DOCUMENTS}, "wrong_kind"),
    (Huge(), "film.jpg", {}, "too_large"),
    (SimpleUploadedFile("x.jpg", b""), "x.jpg", {}, "empty"),
    (picture() + b"\x00" * (26 * 1024 * 1024), "big.jpg", {}, "too_large"),
]


@pytest.mark.parametrize(("upload", "name", "options", "code"), REFUSED, ids=[f"{r[1]}-{r[3]}" for r in REFUSED])
def test_what_is_refused_is_not_kept(cast: Cast, upload: Any, name: str, options: dict[str, Any], code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        keep(cast, upload, name=name, **options)
    assert refused.value.code == code
    assert len(str(refused.value)) > 10
    assert not StoredFile.objects.exists()


def test_a_secret_name_or_text_is_not_kept(cast: Cast) -> None:
    with pytest.raises(SecretRefused):
        keep(cast, name="现场(机密).jpg")
    with pytest.raises(SecretRefused):
        keep(cast, "绝密★\n正文".encode(), name="a.txt", kinds=DOCUMENTS)
    assert not StoredFile.objects.exists()


def test_a_file_is_never_written_inside_a_transaction(cast: Cast) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        keep(cast)


class TestServing:
    def see(self, cast: Cast, who: str, file: StoredFile) -> int:
        client = Client()
        if who:
            client.force_login(getattr(cast, who))
        return client.get(url(file)).status_code

    def test_only_whom_the_holder_lets_see_it(self, cast: Cast) -> None:
        register_holder("test.room", lambda user, site, pk: user.username in ("alice", "audrey") and pk == 7)
        file = keep(cast, holder=("test.room", 7))
        seen = {who: self.see(cast, who, file) for who in ("alice", "bob", "charlie", "audrey")}
        assert seen == {"alice": 200, "bob": 404, "charlie": 404, "audrey": 200}
        assert self.see(cast, "", file) in (302, 401, 404)

    def test_what_nobody_holds_yet_is_seen_by_its_sender(self, cast: Cast) -> None:
        file = keep(cast)
        assert (self.see(cast, "alice", file), self.see(cast, "bob", file)) == (200, 404)

    def test_a_holder_of_an_unknown_kind_shows_nothing(self, cast: Cast) -> None:
        file = keep(cast, holder=("test.forgotten", 1))
        assert self.see(cast, "alice", file) == 404

    def test_the_headers_of_a_picture_and_of_a_download(self, cast: Cast) -> None:
        client = Client()
        client.force_login(cast.alice)
        photo = client.get(url(keep(cast, name="照片.jpg")))
        assert photo["X-Content-Type-Options"] == "nosniff"
        assert photo["Content-Disposition"].startswith("inline")
        assert photo["Cache-Control"].startswith("private")
        sheet = client.get(url(keep(cast, b"%PDF-1.4 x", name='"; evil.pdf', kinds=DOCUMENTS)))
        assert sheet["Content-Disposition"].startswith("attachment")
        assert "\n" not in sheet["Content-Disposition"]
        assert client.get(url(keep(cast)), headers={"If-None-Match": photo["ETag"]}).status_code == 304

    def test_a_thumbnail_is_small_and_a_pdf_has_none(self, cast: Cast) -> None:
        client = Client()
        client.force_login(cast.alice)
        photo = keep(cast, picture("PNG", (900, 300)), name="a.png")
        shown = client.get(url(photo, thumb=True))
        assert Image.open(io.BytesIO(shown.content)).size == (320, 107)
        assert thumbnail_of(photo) == shown.content
        paper = keep(cast, b"%PDF-1.4 x", name="a.pdf", kinds=DOCUMENTS)
        assert client.get(url(paper, thumb=True)).status_code == 404

    def test_a_site_in_the_address_that_is_not_the_files_is_not_found(self, cast: Cast) -> None:
        client = Client()
        client.force_login(cast.audrey)
        file = keep(cast)
        assert client.get(url(file).replace("/yard/", "/quay/")).status_code == 404


def test_orphans_go_after_a_day_and_held_files_stay(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    orphan, held = keep(cast), keep(cast, picture("PNG"), name="b.png", holder=("test.room", 7))
    assert sweep_orphans(AT + timedelta(hours=24)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_orphans(AT + timedelta(hours=24, seconds=1)) == 1
    assert content_of(orphan) is None
    assert content_of(held) is not None
    assert sweep_orphans(AT + timedelta(days=9)) == 0


def test_release_lets_go_of_one_holder_only(cast: Cast) -> None:
    file = keep(cast, holder=("test.room", 7))
    hold(file, ("test.room", 7))
    hold(file, ("test.room", 8))
    assert release(("test.room", 7)) == 1
    assert release(("test.room", 7)) == 0
    assert FileHold.objects.filter(file=file).count() == 1


def test_erasing_a_holders_files_spares_what_others_hold(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    own, shared = (
        keep(cast, holder=("test.person", 1)),
        keep(cast, picture("PNG"), name="b.png", holder=("test.person", 1)),
    )
    hold(shared, ("test.room", 7))
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_held_by(("test.person", 1)) == 1
    assert content_of(own) is None
    assert content_of(shared) is not None


def test_a_blob_that_two_rows_share_outlives_the_first(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    first, second = keep(cast, holder=("test.person", 1)), keep(cast, picture(exif=exif))
    assert first.pk != second.pk
    assert first.sha256 == second.sha256
    with django_capture_on_commit_callbacks(execute=True):
        erase_held_by(("test.person", 1))
    assert content_of(second) is not None
