"""The speaking list and questions to the panel."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from guanjia.assembly.actions.assembling import locked
from guanjia.assembly.actions.noting import note
from guanjia.assembly.models import Assembly, Attendee, Question, SpeechRequest
from guanjia.assembly.queries.attendance import where_of
from guanjia.assembly.rules.presence import HERE
from guanjia.assembly.rules.refusals import AssemblyRefused
from guanjia.assembly.rules.states import (
    QUESTION_MOVES,
    SPEECH_MOVES,
    AssemblyState,
    QuestionState,
    SpeechState,
)
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.kernel.states import check_move

MOST_WAITING = 5


@transaction.atomic
def ask_to_speak(*, attendee: Attendee, topic: str, at: datetime) -> SpeechRequest:
    """The last place on the list; who waits already keeps their place. Raises AssemblyRefused outside the meeting."""
    assembly = locked(attendee.assembly)
    _refuse_outside(assembly, attendee, at)
    refuse_marked({"topic": topic}, site=assembly.site)
    waiting = SpeechRequest.objects.filter(assembly=assembly, attendee=attendee, state=SpeechState.WAITING).first()
    if waiting is not None:
        return waiting
    last = SpeechRequest.objects.filter(assembly=assembly).aggregate(last=Max("place"))["last"] or 0
    made = SpeechRequest.objects.create(
        assembly=assembly, attendee=attendee, topic=topic.strip()[:120], place=last + 1, asked_at=at
    )
    note(assembly, "speech.ask", actor=None, at=at, changes={"attendee": attendee.pk})
    return made


@transaction.atomic
def give_up_speaking(*, speech: SpeechRequest, actor: Any, at: datetime) -> None:
    """Off the list, by themselves or by the clerk. Raises MoveRefused for who speaks or has spoken."""
    assembly = locked(speech.assembly)
    row = SpeechRequest.objects.get(pk=speech.pk)
    check_move(SPEECH_MOVES, row.stage, SpeechState.WITHDRAWN)
    SpeechRequest.objects.filter(pk=row.pk).update(state=SpeechState.WITHDRAWN)
    note(assembly, "speech.drop", actor=actor, at=at, changes={"attendee": row.attendee_id})


@transaction.atomic
def call_speaker(*, speech: SpeechRequest, actor: Any, at: datetime) -> None:
    """This person speaks; whoever spoke has spoken. Raises MoveRefused, AssemblyRefused when the meeting is not on."""
    assembly = locked(speech.assembly)
    if assembly.stage is not AssemblyState.OPEN:
        raise AssemblyRefused("", _("The meeting has not begun, or is over."))
    row = SpeechRequest.objects.get(pk=speech.pk)
    check_move(SPEECH_MOVES, row.stage, SpeechState.SPEAKING)
    _end_speech(assembly, at)
    SpeechRequest.objects.filter(pk=row.pk).update(state=SpeechState.SPEAKING, began_at=at)
    note(assembly, "speech.call", actor=actor, at=at, changes={"attendee": row.attendee_id})


@transaction.atomic
def end_speech(*, assembly: Assembly, actor: Any, at: datetime) -> None:
    """Whoever speaks has spoken; nothing happens when nobody does."""
    row = locked(assembly)
    if _end_speech(row, at):
        note(row, "speech.end", actor=actor, at=at)


def _end_speech(assembly: Assembly, at: datetime) -> int:
    speaking = SpeechRequest.objects.filter(assembly=assembly, state=SpeechState.SPEAKING)
    return speaking.update(state=SpeechState.DONE, ended_at=at)


@transaction.atomic
def move_up(*, speech: SpeechRequest, actor: Any, at: datetime) -> None:
    """One place nearer to the front; the first stays where it is."""
    assembly = locked(speech.assembly)
    waiting = list(SpeechRequest.objects.filter(assembly=assembly, state=SpeechState.WAITING).order_by("place", "pk"))
    index = next((n for n, row in enumerate(waiting) if row.pk == speech.pk), 0)
    if index == 0:
        return
    before, row = waiting[index - 1], waiting[index]
    SpeechRequest.objects.filter(pk=row.pk).update(place=before.place)
    SpeechRequest.objects.filter(pk=before.pk).update(place=row.place)
    note(assembly, "speech.order", actor=actor, at=at, changes={"attendee": row.attendee_id})


@transaction.atomic
def ask_question(*, attendee: Attendee, words: str, key: str, at: datetime) -> Question:
    """A question for the clerk to let through; the same page sent twice asks once. Five at most wait of one person."""
    text = words.strip()
    if not text or len(text) > 300:
        raise AssemblyRefused("words", _("A question has 1 to 300 characters."))
    assembly = attendee.assembly
    if assembly.stage is not AssemblyState.OPEN:
        raise AssemblyRefused("", _("The meeting has not begun, or is over."))
    refuse_marked({"words": text}, site=assembly.site)
    mine = Question.objects.filter(assembly=assembly, attendee=attendee)
    if (known := mine.filter(key=key[:64]).first()) is not None:
        return known
    if mine.filter(state=QuestionState.ASKED).count() >= MOST_WAITING:
        raise AssemblyRefused("words", _("Five of your questions wait already. Let them be answered first."))
    try:
        with transaction.atomic():
            made = Question.objects.create(assembly=assembly, attendee=attendee, words=text, key=key[:64], asked_at=at)
    except IntegrityError:
        return mine.get(key=key[:64])
    note(assembly, "question.ask", actor=None, at=at, changes={"attendee": attendee.pk})
    return made


@transaction.atomic
def move_question(*, question: Question, to: QuestionState, answer: str = "", actor: Any, at: datetime) -> None:
    """Let it through, note the answer, or not let it through. Raises MoveRefused."""
    rows = Question.objects.select_for_update(of=("self",), no_key=True).select_related("assembly__site")
    row = rows.get(pk=question.pk)
    check_move(QUESTION_MOVES, row.stage, to)
    refuse_marked({"answer": answer}, site=row.assembly.site)
    Question.objects.filter(pk=row.pk).update(state=to, answer=answer.strip()[:500] or row.answer)
    note(row.assembly, "question.move", actor=actor, at=at, changes={"question": row.pk, "to": to.value})


def _refuse_outside(assembly: Assembly, attendee: Attendee, at: datetime) -> None:
    if assembly.stage is not AssemblyState.OPEN:
        raise AssemblyRefused("", _("The meeting has not begun, or is over."))
    if where_of(attendee, at) not in HERE:
        raise AssemblyRefused("", _("You are not counted as present. Check in at the door, or join from afar first."))
