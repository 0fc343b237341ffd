"""Messages passed on, and what is done for residents at the counter."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.duties.public import Duty, plan_dirty
from guanjia.foundation.messages.models import Notice
from guanjia.foundation.persons.public import erase
from guanjia.frontdesk.desk.actions.keeping import NOTE, DeskRefused
from guanjia.frontdesk.desk.actions.notes import Message, leave_note, move_note
from guanjia.frontdesk.desk.actions.proxies import count_print, do_for
from guanjia.frontdesk.desk.models import Note, ProxyService
from guanjia.frontdesk.desk.rules.notes import NoteState
from guanjia.kernel.states import MoveRefused
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.desk import make_resident
from tests.factories.posts import make_entry, make_post

pytestmark = pytest.mark.django_db
M, H = timedelta(minutes=1), timedelta(hours=1)


def left(cast: Cast, **fields: Any) -> Note:
    message = Message(**({"text": "业主问装修押金何时退", "to_post": "technician"} | fields))
    return leave_note(site=cast.site, message=message, actor=cast.rita, at=NINE)


def test_whoever_stands_on_the_post_is_told_and_the_clocks_run(cast: Cast) -> None:
    make_entry(make_post(cast.site, "technician"), cast.tom, NINE - H, NINE + H)
    note = left(cast)
    assert Notice.objects.filter(user=cast.tom, template="desk.note").count() == 1
    plan_dirty(now=NINE)
    assert Duty.objects.get(standard_code="desk.note.read").due_at == NINE + 30 * M
    move_note(note=note, to=NoteState.READ, actor=cast.tom, at=NINE + 30 * M)
    plan_dirty(now=NINE + 30 * M)
    assert Duty.objects.get(standard_code="desk.note.read").state == "on_time"
    assert (note.read_by, note.read_at) == (cast.tom, NINE + 30 * M)
    move_note(note=note, to=NoteState.DONE, actor=cast.tom, at=NINE + H, result="已回复业主")
    plan_dirty(now=NINE + H)
    assert Duty.objects.get(standard_code="desk.note.done").state == "on_time"


@pytest.mark.parametrize("lack", [{"text": " "}, {"to_post": ""}])
def test_a_message_has_words_and_a_receiver(cast: Cast, lack: dict[str, str]) -> None:
    with pytest.raises(DeskRefused):
        left(cast, **lack)


def test_done_says_what_was_done_and_counts_as_read(cast: Cast) -> None:
    note = left(cast, to_post="", to_user=cast.tom)
    with pytest.raises(DeskRefused):
        move_note(note=note, to=NoteState.DONE, actor=cast.tom, at=NINE + M)
    stale = Note.objects.get(pk=note.pk)
    move_note(note=note, to=NoteState.DONE, actor=cast.tom, at=NINE + M, result="已办")
    assert note.read_by == cast.tom
    with pytest.raises(MoveRefused):
        move_note(note=stale, to=NoteState.WITHDRAWN, actor=cast.rita, at=NINE + M, result="误留")


def test_messages_are_subjects(cast: Cast) -> None:
    SubjectBattery.check_kind(NOTE, [left(cast).pk, left(cast, urgent=True).pk])


@pytest.mark.parametrize(("paper", "tail", "noted"), [("identity_card", "123X", "123X"), ("known", "1234", "")])
def test_the_paper_is_noted_by_its_end_and_goes_with_the_person(cast: Cast, paper: str, tail: str, noted: str) -> None:
    person = make_resident(cast.site)
    row = do_for(
        site=cast.site, person=person, what="代交物业费", paper=paper, paper_tail=tail, actor=cast.rita, at=NINE
    )
    assert row.paper_tail == noted
    erase(person, actor=cast.mei, at=NINE + H, reason="搬离", site=cast.site)
    assert ProxyService.objects.get().paper_tail == ""


@pytest.mark.parametrize(("paper", "tail"), [("identity_card", ""), ("passport", "12")])
def test_a_paper_that_was_not_looked_at_is_refused(cast: Cast, paper: str, tail: str) -> None:
    person = make_resident(cast.site)
    with pytest.raises(DeskRefused):
        do_for(site=cast.site, person=person, what="x", paper=paper, paper_tail=tail, actor=cast.rita, at=NINE)


@pytest.mark.parametrize("size", ["a4", "58"])
def test_the_receipt_is_a_pdf_and_reprints_are_counted(cast: Cast, client: Client, size: str) -> None:
    person = make_resident(cast.site)
    row = do_for(site=cast.site, person=person, what="代办门禁", paper="known", paper_tail="", actor=cast.rita, at=NINE)
    client.force_login(cast.rita)
    url = reverse("desk:receipt", args=["yard", row.number, size])
    assert client.post(url).content.startswith(b"%PDF") and client.post(url).status_code == 200
    row.refresh_from_db()
    assert row.printed_count == 2
    assert count_print(row=row, actor=cast.rita, at=NINE) == 3
