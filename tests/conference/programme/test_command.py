"""`guanjia import-programme`."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from guanjia.conference.models import Event
from tests.cast import Cast
from tests.conference.programme.making import make_session, make_xml

pytestmark = pytest.mark.django_db
KEYS = ["event", "sessions", "created", "updated", "moved", "unchanged", "withdrawn", "rejected", "overlaps"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "whatever.ics"
    path.write_bytes(make_xml(make_session(1), make_session(2, room=""), make_session(3, start="09:15")))
    return path


def test_json_is_one_object_with_the_promised_keys(cast: Cast, file: Path, capsys: Any) -> None:
    call_command("import_programme", str(file), "--site", cast.site.code, "--json")
    report = json.loads(capsys.readouterr().out)
    assert list(report) == KEYS
    assert report == {
        "event": Event.objects.get().ref,
        "sessions": 3,
        "created": 2,
        "updated": 0,
        "moved": 0,
        "unchanged": 0,
        "withdrawn": 0,
        "rejected": [{"row": 3, "reason": report["rejected"][0]["reason"]}],
        "overlaps": [{"room": "Hall A", "sessions": ["Session 1", "Session 3"]}],
    }


def test_words_name_rows_overlaps_and_moves(cast: Cast, file: Path, capsys: Any) -> None:
    call_command("import_programme", str(file), "--site", cast.site.code, "--language", "en")
    out = capsys.readouterr().out
    assert "row 3: It has no room." in out and "Hall A: Session 1 | Session 3" in out
    file.write_bytes(make_xml(make_session(1, start="14:00"), make_session(3, start="09:15")))
    call_command("import_programme", str(file), "--site", cast.site.code, "--language", "en")
    out = capsys.readouterr().out
    assert "Session 1: Hall A 2026-03-01 09:00 - 10:00 → Hall A 2026-03-01 14:00 - 15:00" in out


def test_words_tell_a_session_that_only_grew(cast: Cast, file: Path, capsys: Any) -> None:
    for duration in ("01:00", "15:30"):
        file.write_bytes(make_xml(make_session(1, duration=duration)))
        call_command("import_programme", str(file), "--site", cast.site.code, "--language", "en")
    out = capsys.readouterr().out
    assert "Session 1: Hall A 2026-03-01 09:00 - 10:00 → Hall A 2026-03-01 09:00 - 2026-03-02 00:30" in out


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "This is neither schedule XML, nor schedule JSON, nor iCalendar."),
        ("zh-hans", "这不是日程 XML、日程 JSON，也不是 iCalendar。"),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_two_and_a_reason(
    cast: Cast, tmp_path: Path, language: str, message: str
) -> None:
    path = tmp_path / "notes.json"
    path.write_text("dear diary")
    with pytest.raises(CommandError) as error:
        call_command("import_programme", str(path), "--site", cast.site.code, "--language", language)
    assert (str(error.value), error.value.returncode) == (message, 2)


@pytest.mark.parametrize("arguments", [["--site", "nowhere"], ["--event", "HY-1"], ["--zone", "Mars/Phobos"]])
def test_a_wrong_argument_ends_with_two(cast: Cast, file: Path, arguments: list[str]) -> None:
    with pytest.raises(CommandError) as error:
        call_command(
            "import_programme",
            str(file),
            *(["--site", cast.site.code] if "--site" not in arguments else []),
            *arguments,
        )
    assert error.value.returncode == 2
    assert not Event.objects.exists()


def test_a_missing_file_ends_with_two(cast: Cast) -> None:
    with pytest.raises(CommandError) as error:
        call_command("import_programme", "/nowhere/at/all.xml", "--site", cast.site.code)
    assert error.value.returncode == 2


def test_a_dry_run_changes_nothing(cast: Cast, file: Path, capsys: Any) -> None:
    call_command("import_programme", str(file), "--site", cast.site.code, "--json", "--dry-run")
    assert json.loads(capsys.readouterr().out)["created"] == 2
    assert not Event.objects.exists()
