"""The personal-service file and its days (W21): what is kept, who looked, who is greeted and how."""

from datetime import timedelta

import pytest

from guanjia.care.actions.files import (
    FILE,
    MOST_NOTES,
    consent,
    drop_note,
    mark,
    note_preference,
    read_notes,
    set_day,
    visit,
    withdraw,
)
from guanjia.care.actions.refusals import CareRefused
from guanjia.care.models import ImportantDate, OwnerFile
from guanjia.care.queries.lists import card_marks
from guanjia.care.rules.dates import CalendarKind, YearDay
from guanjia.care.rules.greetings import Occasion
from guanjia.care.rules.personal import MarkKind, NoteKind
from guanjia.duties.public import Duty, plan_dirty
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.persons.public import ReasonNeeded, erase, private_values
from guanjia.ui.card import Whom
from tests.batteries import SubjectBattery
from tests.care.scenes import a_file
from tests.cast import Cast
from tests.complaints.scenes import H
from tests.factories.conference import NINE

pytestmark = pytest.mark.django_db
D = timedelta(days=1)


def test_a_preference_is_encrypted_and_who_looked_is_logged(cast: Cast) -> None:
    file = a_file(cast)
    note_preference(file=file, kind=NoteKind.TEMPERATURE, text="室温26度", actor=cast.rita, at=NINE)
    with pytest.raises(ReasonNeeded):
        read_notes(file=file, reason=" ", actor=cast.rita, at=NINE)
    assert read_notes(file=file, reason="上门前了解", actor=cast.rita, at=NINE)[0][:2] == (
        NoteKind.TEMPERATURE,
        "室温26度",
    )
    seen = timeline(("persons.person", file.person_id))[0]
    assert (seen.action, seen.actor_id) == ("reveal", cast.rita.pk)
    assert card_marks(cast.site, Whom(person_ids=(file.person_id,)), cast.rita, NINE) == []
    for number in range(2, MOST_NOTES + 1):
        note_preference(file=file, kind=NoteKind.HABIT, text=f"习惯{number}", actor=cast.rita, at=NINE)
    with pytest.raises(CareRefused):
        note_preference(file=file, kind=NoteKind.HABIT, text="第二十一条", actor=cast.rita, at=NINE)
    assert MOST_NOTES == 20 and len(private_values(file.person, "habits")) == MOST_NOTES


def test_private_data_without_need_and_without_consent_is_refused(cast: Cast) -> None:
    file = a_file(cast, agreed=False)
    with pytest.raises(CareRefused):
        note_preference(file=file, kind=NoteKind.HABIT, text="喜欢安静", actor=cast.rita, at=NINE)
    with pytest.raises(CareRefused):
        mark(file=file, kind=MarkKind.ALONE, on=True, actor=cast.rita, at=NINE)
    consent(file=file, how="counter", actor=cast.rita, at=NINE)
    with pytest.raises(CareRefused):
        note_preference(file=file, kind=NoteKind.HABIT, text="信仰某教", actor=cast.rita, at=NINE)
    assert private_values(file.person, "habits") == []


def test_withdrawing_consent_empties_the_file(cast: Cast) -> None:
    file = a_file(cast)
    note_preference(file=file, kind=NoteKind.HABIT, text="喜欢安静", actor=cast.rita, at=NINE)
    set_day(file=file, occasion=Occasion.BIRTHDAY, day=YearDay(CalendarKind.SOLAR, 3, 7), actor=cast.rita, at=NINE)
    mark(file=file, kind=MarkKind.ALONE, on=True, actor=cast.rita, at=NINE)
    withdraw(file=file, actor=cast.rita, at=NINE + H)
    assert (
        private_values(file.person, "habits") == [] and not ImportantDate.objects.exists() and not file.marks.exists()
    )


def test_a_note_is_taken_out(cast: Cast) -> None:
    file = a_file(cast)
    for text in ("一", "二"):
        note_preference(file=file, kind=NoteKind.HABIT, text=text, actor=cast.rita, at=NINE)
    drop_note(file=file, place=0, actor=cast.rita, at=NINE)
    assert len(private_values(file.person, "habits")) == file.note_count == 1


def test_an_elder_who_lives_alone_is_looked_after_every_day(cast: Cast) -> None:
    file = a_file(cast)
    mark(file=file, kind=MarkKind.ALONE, on=True, actor=cast.rita, at=NINE)
    plan_dirty(now=NINE)
    due = Duty.objects.filter(standard_code="care.visit", occurrence__startswith="2026-03-05")
    assert due.count() == 1
    visit(file=file, words="张阿姨今天精神很好", actor=cast.rita, at=NINE + H)
    assert due.get().state == "on_time"
    SubjectBattery.check_kind(FILE, [file.pk])


def test_erasing_a_person_takes_the_file(cast: Cast) -> None:
    file = a_file(cast)
    erase(file.person, actor=cast.mei, at=NINE + D, reason="本人要求", site=cast.site)
    assert not OwnerFile.objects.exists()
