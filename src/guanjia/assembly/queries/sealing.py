"""The parts of a sealed record, written from the rows (ADR 0106). People are numbers; their names lie in parts of their own."""

import hashlib
from datetime import UTC, datetime
from typing import Any

from guanjia.assembly.models import (
    Assembly,
    Attendee,
    Ballot,
    BallotCount,
    Elector,
    MeetingPaper,
    Motion,
    Question,
    SpeechRequest,
)
from guanjia.assembly.queries.agenda import items_of
from guanjia.assembly.queries.wordings import wordings_part
from guanjia.assembly.rules.record import PEOPLE, canonical, plain
from guanjia.assembly.rules.states import MotionState, QuestionState


def parts_of(assembly: Assembly, salt: str) -> dict[str, str]:
    """File name -> text. `salt` goes into each person's part, so that a hash that outlives the part tells no name."""
    minutes = assembly.minutes
    parts = {
        "minutes.txt": minutes.text,
        "minutes.json": canonical(
            {
                "confirmed_by": minutes.confirmed_by,
                "confirmed_at": _moment(minutes.confirmed_at),
                "language": minutes.language,
            }
        ),
        "agenda.json": canonical(_agenda(assembly)),
        "papers.json": canonical(_papers(assembly)),
        "speeches.json": canonical(_speeches(assembly)),
        "questions.json": canonical(_questions(assembly)),
    }
    if texts := wordings_part(assembly):
        parts["wordings.json"] = canonical(texts)
    for motion in Motion.objects.filter(assembly=assembly, state=MotionState.CLOSED).order_by("number"):
        parts[f"motions/{motion.number}.json"] = canonical(motion_part(motion))
    rows = Attendee.objects.filter(assembly=assembly).select_related("guest__delegation").exclude(guest__name="")
    for row in rows:
        parts[f"{PEOPLE}{row.pk}.json"] = canonical(_person(row, salt))
    return parts


def meeting_of(assembly: Assembly) -> dict[str, Any]:
    """What the head says of the meeting."""
    return {
        "site": assembly.site.name,
        "reference": assembly.event.ref,
        "title": assembly.event.title,
        "room": assembly.block.room.name,
        "opened_at": _moment(assembly.opened_at),
        "closed_at": _moment(assembly.closed_at),
        "chair": assembly.chair_id,
    }


def motion_part(motion: Motion) -> dict[str, Any]:
    """A motion with who could vote, the votes and the counts: enough to count again. Secret votes come in the order of receipts."""
    electors = Elector.objects.filter(motion=motion).order_by("attendee_id")
    ballots = Ballot.objects.filter(motion=motion).order_by("receipt")
    counts = BallotCount.objects.filter(motion=motion, confirmed_at__isnull=False).order_by("source")
    return {
        "number": motion.number,
        "title": motion.title,
        "text": motion.text,
        "way": motion.way,
        "weighted": motion.weighted,
        "options": motion.options,
        "quorum": motion.quorum,
        "majority": motion.majority,
        "opened_at": _moment(motion.opened_at),
        "closed_at": _moment(motion.closed_at),
        "electors": [
            {"who": row.attendee_id, "weight": plain(row.weight), "voted": row.voted, "present": bool(row.present)}
            for row in electors
        ],
        "ballots": [
            {"receipt": row.receipt, "option": row.option, "weight": plain(row.weight), "who": row.attendee_id}
            for row in ballots
        ],
        "counts": [
            {
                "source": row.source,
                "numbers": row.numbers,
                "entered_by": row.entered_by_id,
                "confirmed_by": row.confirmed_by_id,
            }
            for row in counts
        ],
        "result": motion.result,
    }


def _agenda(assembly: Assembly) -> list[dict[str, Any]]:
    at = assembly.closed_at or datetime.max.replace(tzinfo=UTC)
    return [
        {"title": item.title, "speakers": item.speakers, "from": _moment(item.starts_at), "to": _moment(item.ends_at)}
        for item in items_of(assembly, at)
    ]


def _papers(assembly: Assembly) -> list[dict[str, Any]]:
    rows = MeetingPaper.objects.filter(assembly=assembly)
    return [
        {"title": row.title, "sha256": row.sha256, "pages": row.pages, "given_out_at": _moment(row.given_out_at)}
        for row in rows
    ]


def _speeches(assembly: Assembly) -> list[dict[str, Any]]:
    rows = SpeechRequest.objects.filter(assembly=assembly, began_at__isnull=False).order_by("began_at")
    return [
        {"who": row.attendee_id, "topic": row.topic, "from": _moment(row.began_at), "to": _moment(row.ended_at)}
        for row in rows
    ]


def _questions(assembly: Assembly) -> list[dict[str, Any]]:
    rows = Question.objects.filter(assembly=assembly, state__in=(QuestionState.SHOWN, QuestionState.ANSWERED))
    return [{"who": row.attendee_id, "words": row.words, "answer": row.answer} for row in rows]


def _person(row: Attendee, salt: str) -> dict[str, Any]:
    guest = row.guest
    own = hashlib.sha256(f"{salt}:{row.pk}".encode()).hexdigest()
    unit = guest.delegation.name if guest.delegation else ""
    return {
        "number": row.pk,
        "name": guest.name,
        "organisation": unit,
        "position": guest.position,
        "takes_part": guest.role,
        "salt": own,
    }


def _moment(value: datetime | None) -> str | None:
    return value.astimezone(UTC).isoformat(timespec="seconds") if value else None
