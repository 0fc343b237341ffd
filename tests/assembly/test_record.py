"""The sealed record: each part is altered, and the check says its name; the time stamp comes from an authority on this machine."""

import io
import json
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from django.core.management import CommandError, call_command

from guanjia.assembly.actions.assembling import adjourn, adjust
from guanjia.assembly.actions.floor import ask_question, ask_to_speak, call_speaker, move_question
from guanjia.assembly.actions.minutes import confirm_minutes, draft_minutes
from guanjia.assembly.actions.motions import close_motion
from guanjia.assembly.actions.sealing import AUTHORITY, MOST_TRIES, seal_record, stamp
from guanjia.assembly.models import Assembly, RecordPart, SealedRecord, SpeechRequest
from guanjia.assembly.queries.packing import package_of, report_on
from guanjia.assembly.rules.package import check, unpack
from guanjia.assembly.rules.record import Flaw
from guanjia.assembly.rules.stamp import BadStamp, read_stamp, request_for, token_in
from guanjia.assembly.rules.states import QuestionState, StampState, Video, Way
from guanjia.conference.models import Guest
from guanjia.foundation.journal.public import root_of_row, seal
from guanjia.foundation.persons.public import erase, make_person
from guanjia.foundation.sites.models import Site
from guanjia.kernel import clock
from tests.assembly.meetings import AT, in_session, motion_of, person, vote
from tests.cast import Cast
from tests.harness.authority import Authority, authority, make_certificates

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def stamps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with authority(tmp_path_factory.mktemp("authority")) as running:
        yield running


def held_meeting(cast: Cast) -> Assembly:
    """A meeting with a speech, a question, two votes and confirmed minutes."""
    assembly = in_session(cast, "赵一", "钱二", "孙三")
    plain = {"remote": False, "own_devices": True, "video": Video.NONE, "video_url": "", "video_code": ""}
    assembly = adjust(assembly=assembly, **plain, chair_id=person(assembly, "赵一").pk, actor=cast.alice, at=AT)
    call_speaker(
        speech=ask_to_speak(attendee=person(assembly, "钱二"), topic="预算说明", at=AT), actor=cast.alice, at=AT
    )
    question = ask_question(attendee=person(assembly, "孙三"), words="明年如何安排？", key="q" * 20, at=AT)
    move_question(question=question, to=QuestionState.SHOWN, actor=cast.alice, at=AT)
    move_question(question=question, to=QuestionState.ANSWERED, answer="按计划。", actor=cast.alice, at=AT)
    for way in (Way.OPEN, Way.SECRET):
        motion = motion_of(assembly, cast, way=way)
        for name, option in (("赵一", "for"), ("钱二", "for"), ("孙三", "against")):
            vote(assembly, motion, name, option)
        close_motion(motion=motion, actor=cast.alice, at=AT)
    done = adjourn(assembly=assembly, actor=cast.alice, at=AT)
    minutes = draft_minutes(assembly=done, language="zh-hans", actor=cast.alice, at=AT)
    confirm_minutes(minutes=minutes, rev=minutes.rev, chair=person(done, "赵一"), actor=None, at=AT)
    return done


def sealed(cast: Cast) -> SealedRecord:
    record = seal_record(assembly=held_meeting(cast), actor=cast.alice, at=AT)
    seal(cast.site, now=clock.now())
    return record


def changed(package: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The zip with one file altered."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == name:
                assert old in content, content
                content = content.replace(old, new, 1)
            target.writestr(info, content)
    return out.getvalue()


def flaws(package: bytes) -> set[tuple[str, str]]:
    return {(each.flaw.value, each.what) for each in check(unpack(package), root_of_row).findings}


@pytest.mark.django_db(transaction=True)  # PostgreSQL seals nothing of a transaction that still runs
def test_what_was_changed_is_named(cast: Cast) -> None:
    record = sealed(cast)
    package = package_of(record)
    assert flaws(package) == set() and package == package_of(record), "equal content gives equal bytes"
    names = set(zipfile.ZipFile(io.BytesIO(package)).namelist())
    for part in ("minutes.txt", "agenda.json", "papers.json", "speeches.json", "questions.json", "motions/2.json"):
        assert f"parts/{part}" in names
    assert "赵一" not in unpack(package).parts["motions/1.json"], "people are numbers; their names lie apart"
    alterations = [
        ("parts/minutes.txt", "通过".encode(), "否决".encode(), ("changed", "minutes.txt")),
        ("parts/minutes.json", b"confirmed_at", b"confirmed_ab", ("changed", "minutes.json")),
        ("parts/motions/1.json", b'"option":"against"', b'"option":"for"', ("result", "motions/1.json")),
        ("parts/motions/2.json", b'"carried":true', b'"carried":false', ("result", "motions/2.json")),
        ("parts/speeches.json", "预算说明".encode(), "预算草案".encode(), ("changed", "speeches.json")),
        ("parts/questions.json", "按计划".encode(), "不安排".encode(), ("changed", "questions.json")),
        ("head.json", b'"title"', b'"titel"', ("journal", "changes.head")),
        ("journal.json", b'"record.seal"', b'"record.seel"', ("journal", "entry")),
    ]
    for name, old, new, expected in alterations:
        assert expected in flaws(changed(package, name, old, new)), name
    person_part = next(name for name in names if name.startswith("parts/people/"))
    assert ("changed", person_part.removeprefix("parts/")) in flaws(
        changed(package, person_part, b'"name":"', b'"name":"X')
    )


def test_what_is_missing_or_put_in_is_named_and_an_erased_person_is_not_a_flaw(cast: Cast) -> None:
    package = unpack(package_of(sealed(cast)))
    gone = next(name for name in package.parts if name.startswith("people/"))
    del package.parts[gone]
    report = check(package, root_of_row)
    assert report.findings == [] and report.erased == [gone.removeprefix("people/")]
    del package.parts["motions/1.json"]
    package.parts["motions/9.json"] = "{}"
    found = {(each.flaw, each.what) for each in check(package, root_of_row).findings}
    assert {(Flaw.MISSING, "motions/1.json"), (Flaw.EXTRA, "motions/9.json")} <= found


def test_an_erased_person_leaves_the_record_and_it_still_checks(cast: Cast) -> None:
    record = sealed(cast)
    gone = person(record.assembly, "钱二")
    owner = make_person(site=cast.site, name="钱二", actor=cast.alice, at=AT, link="guest")
    Guest.objects.filter(pk=gone.guest_id).update(person=owner)
    erase(owner, actor=cast.mei, at=AT, reason="本人要求", site=cast.site)
    package = package_of(record)
    opened = unpack(package)
    assert f"people/{gone.pk}.json" not in opened.parts
    report = check(opened, root_of_row)
    assert report.findings == [] and report.erased == [f"{gone.pk}.json"]
    assert not SpeechRequest.objects.exclude(topic="").exists()


def test_a_change_in_the_database_shows_on_the_page(cast: Cast) -> None:
    record = sealed(cast)
    RecordPart.objects.filter(record=record, name="speeches.json").update(text="[]")
    assert [(each.flaw, each.what) for each in report_on(record, []).findings] == [(Flaw.CHANGED, "speeches.json")]


@pytest.mark.django_db(transaction=True)  # PostgreSQL seals nothing of a transaction that still runs
def test_the_authoritys_stamp_holds_and_openssl_says_so_too(cast: Cast, stamps: Authority, tmp_path: Path) -> None:
    Site.objects.update(
        settings={AUTHORITY: stamps.url, "webhooks.private": True, "assembly.stamp_certificate": stamps.ca}
    )
    cast.site.refresh_from_db()
    record = seal_record(assembly=held_meeting(cast), actor=cast.alice, at=AT)
    assert record.stamping is StampState.WAITING
    record = stamp(SealedRecord.objects.select_related("assembly__site", "assembly__event").get(pk=record.pk))
    assert record.stamping is StampState.STAMPED and record.stamped_at is not None
    seal(cast.site, now=clock.now())
    file, ca = tmp_path / "record.zip", stamps.folder / "ca.pem"
    file.write_bytes(package_of(record))
    out = io.StringIO()
    call_command("check_record", str(file), authority=str(ca), json=True, stdout=out)
    told = json.loads(out.getvalue())
    assert told["trusted"] is True and told["findings"] == [] and told["stamped_at"] and told["root"]
    opened = unpack(file.read_bytes())
    (tmp_path / "head.json").write_text(opened.head)
    (tmp_path / "stamp.tst").write_bytes(opened.stamp)
    command = [
        "openssl",
        "ts",
        "-verify",
        "-in",
        str(tmp_path / "stamp.tst"),
        "-token_in",
        "-data",
        str(tmp_path / "head.json"),
        "-CAfile",
        str(ca),
    ]
    assert "Verification: OK" in subprocess.run(command, capture_output=True, text=True, check=False).stdout
    file.write_bytes(changed(file.read_bytes(), "head.json", b'"room"', b'"raum"'))
    with pytest.raises(SystemExit):
        call_command("check_record", str(file), stdout=out)
    other = tmp_path / "other"
    other.mkdir()

    make_certificates(other)
    stranger = x509.load_pem_x509_certificates((other / "ca.pem").read_bytes())
    assert {each.flaw for each in check(opened, root_of_row, stranger).findings} == {Flaw.UNTRUSTED}
    digest = bytes.fromhex(record.head)
    for broken in (opened.stamp[:-1], opened.stamp[:-1] + bytes([opened.stamp[-1] ^ 1]), b"", b"0\x80"):
        with pytest.raises(BadStamp):
            read_stamp(broken, digest)
    with pytest.raises(BadStamp) as wrong:
        read_stamp(opened.stamp, bytes(32))
    assert wrong.value.code == "other"
    with pytest.raises(BadStamp):
        token_in(request_for(digest, 7))


def test_an_authority_that_does_not_answer_is_asked_again_and_said(cast: Cast) -> None:
    Site.objects.update(settings={AUTHORITY: "http://127.0.0.1:9/", "webhooks.private": True})
    cast.site.refresh_from_db()
    record = seal_record(assembly=held_meeting(cast), actor=cast.alice, at=AT)
    rows = SealedRecord.objects.select_related("assembly__site", "assembly__event")
    assert stamp(rows.get(pk=record.pk)).stamping is StampState.WAITING
    SealedRecord.objects.update(tries=19)
    assert stamp(rows.get(pk=record.pk)).stamping is StampState.FAILED
    Site.objects.update(settings={AUTHORITY: f"https://{'x' * 64}.example/"})
    assert stamp(rows.get(pk=record.pk)).tries == MOST_TRIES + 1, (
        "an address that cannot be called is one that is silent"
    )


def test_the_command_refuses_what_is_no_record(tmp_path: Path, cast: Cast) -> None:
    junk = tmp_path / "junk.zip"
    junk.write_bytes(b"PK")
    with pytest.raises(CommandError):
        call_command("check_record", str(junk))
    with pytest.raises(CommandError):
        call_command("check_record", str(tmp_path / "none.zip"))
    record = sealed(cast)
    junk.write_bytes(package_of(record))
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("check_record", str(junk), paper=[str(junk)], stdout=out)
    assert "不是会上使用的资料" in out.getvalue()
    with pytest.raises(SystemExit):
        call_command("check_record", str(junk), root="00" * 32, stdout=out)
    again = seal_record(assembly=record.assembly, actor=cast.alice, at=AT)
    assert again.pk == record.pk, "sealed again when nothing changed, the version stays"
