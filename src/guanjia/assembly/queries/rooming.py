"""What an attendee's page shows."""

from datetime import datetime
from typing import Any

from guanjia.assembly.models import Assembly, CaptionLine, Minutes, Question, SpeechRequest
from guanjia.assembly.queries.agenda import items_of
from guanjia.assembly.queries.attendance import where_of
from guanjia.assembly.queries.motions import Card, cards_of, published, stand_of
from guanjia.assembly.queries.papers import readable
from guanjia.assembly.queries.rooms import Reader
from guanjia.assembly.queries.wordings import open_to
from guanjia.assembly.rules.presence import HERE
from guanjia.assembly.rules.services import Service, service_of
from guanjia.assembly.rules.states import AssemblyState, MotionState, QuestionState, SpeechState, Video, Way, Where
from guanjia.conference.public import Secrecy

LAST_CAPTIONS = 4


def room_facts(reader: Reader, at: datetime) -> dict[str, Any]:
    """The facts of the page. The address of a video meeting is not among them: the door of it passes on who may go."""
    assembly, attendee = reader.assembly, reader.attendee
    where = where_of(attendee, at)
    cards = cards_of(assembly)
    voting = next((card.motion for card in cards if card.is_open), None)
    speeches = list(
        SpeechRequest.objects.filter(assembly=assembly, state__in=(SpeechState.WAITING, SpeechState.SPEAKING))
        .select_related("attendee__guest")
    )  # fmt: skip
    on = assembly.stage is AssemblyState.OPEN
    return {
        "site": assembly.site,
        "phone": assembly.site.settings.get("phone", ""),
        "reader": reader,
        "assembly": assembly,
        "event": assembly.event,
        "title": assembly.event.title if assembly.event.secrecy == Secrecy.ORDINARY else assembly.event.ref,
        "guest": attendee.guest,
        "where": where,
        "here": where in HERE,
        "on": on,
        "items": items_of(assembly, at),
        "papers": readable(attendee, on_tablet=reader.tablet is not None),
        "wordings": open_to(attendee, on_tablet=reader.tablet is not None),
        "stand": stand_of(voting, attendee) if voting is not None and voting.taken is not Way.HANDS else None,
        "hands": voting if voting is not None and voting.taken is Way.HANDS else None,
        "results": [_result(card) for card in cards if card.motion.stage is MotionState.CLOSED],
        "speaking": next((row for row in speeches if row.stage is SpeechState.SPEAKING), None),
        "waiting": [row for row in speeches if row.stage is SpeechState.WAITING],
        "my_place": next(
            (row for row in speeches if row.attendee_id == attendee.pk and row.stage is SpeechState.WAITING), None
        ),
        "shown": list(
            Question.objects.filter(assembly=assembly, state=QuestionState.SHOWN).select_related("attendee__guest")
        ),
        "asked": Question.objects.filter(assembly=assembly, attendee=attendee).order_by("-asked_at")[:5],
        "may_join": on and assembly.remote and reader.tablet is None and where not in (Where.REMOTE, Where.ROOM),
        "service": carrier(assembly) if on and where is Where.REMOTE and reader.tablet is None else None,
        "video_room": on and assembly.video == Video.PEER and where in HERE and reader.tablet is None,
        "minutes": _minutes(reader),
        "captions": _captions(reader),
        "captions_on": bool(assembly.caption_digest),
    }


def _result(card: Card) -> tuple[Card, list[dict[str, Any]]]:
    return card, published(card.motion)


def carrier(assembly: Assembly) -> Service | Video | None:
    """What carries picture and voice outside the house; None for nothing, or the house's own room."""
    if assembly.video == Video.LINK:
        return service_of(assembly.video_url)
    return Video.SERVER if assembly.video == Video.SERVER else None


def _minutes(reader: Reader) -> Minutes | None:
    """The minutes, for the chair alone, once the meeting is over."""
    assembly = reader.assembly
    if assembly.chair_id != reader.attendee.pk or assembly.stage is not AssemblyState.CLOSED:
        return None
    return Minutes.objects.filter(assembly=assembly).first()


def _captions(reader: Reader) -> list[CaptionLine]:
    if not reader.assembly.caption_digest:
        return []
    return list(CaptionLine.objects.filter(assembly=reader.assembly).order_by("-at", "-pk")[:LAST_CAPTIONS])[::-1]
