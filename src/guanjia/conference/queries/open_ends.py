"""What is unfinished about an event."""

from collections.abc import Callable
from dataclasses import dataclass

from guanjia.conference.models import Block, Complaint, Damage, Event, FaultRecord
from guanjia.conference.queries.duty_papers import lost_papers
from guanjia.conference.rules.closeout import SETTLED_DAMAGE, OpenEnds
from guanjia.conference.rules.complaints import ComplaintState
from guanjia.conference.rules.faults import FaultState
from guanjia.conference.rules.states import BlockState, Secrecy
from guanjia.custody.public import unreturned
from guanjia.surveys.public import survey_of


@dataclass(frozen=True, slots=True)
class OpenEnd:
    """Something of a module above that keeps an event from `surveyed` on while `count(event)` is not 0."""

    code: str
    label: str
    count: Callable[[Event], int]


_ends: dict[str, OpenEnd] = {}


def register_open_end(end: OpenEnd) -> None:
    """Let a module's open matter keep events from being closed. The same code a second time replaces the first."""
    _ends[end.code] = end


def open_ends(event: Event) -> OpenEnds:
    """Counts read from the tables. A controlled event needs no survey: it counts as sent."""
    blocks = list(Block.objects.filter(event=event).exclude(state=BlockState.CANCELLED).values_list("pk", "state"))
    ids = [pk for pk, _state in blocks]
    controlled = event.secrecy == Secrecy.CONTROLLED
    return OpenEnds(
        unrestored_rooms=sum(state != BlockState.RESTORED for _pk, state in blocks),
        unreturned_items=unreturned("conference.block", ids).count(),
        open_faults=FaultRecord.objects.filter(block__in=ids).exclude(state=FaultState.CLOSED).count(),
        open_damages=Damage.objects.filter(block__in=ids).exclude(state__in=SETTLED_DAMAGE).count(),
        open_complaints=Complaint.objects.filter(event=event).exclude(state=ComplaintState.CLOSED).count(),
        lost_papers=len(lost_papers(ids)),
        others=tuple((end.label, end.count(event)) for _code, end in sorted(_ends.items())),
        survey_sent=controlled or survey_of("conference.event", event.pk) is not None,
    )
