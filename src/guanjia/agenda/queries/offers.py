"""A proposal on its way to a button and back: signed, so that what is accepted is exactly what was seen."""

from dataclasses import dataclass

from django.core import signing
from django.utils.translation import gettext as _

from guanjia.agenda.queries.running import Course
from guanjia.agenda.rules.proposals import Proposal
from guanjia.agenda.rules.refusals import AgendaStale

SALT = "agenda.proposal"
GOOD_FOR = 900
"""Seconds that a proposal may lie on a screen before it is tapped: by then the meeting is elsewhere."""


@dataclass(frozen=True)
class Offer:
    """A proposal as it was shown: the agenda and its revision, the way, minutes of every item, what is left out."""

    agenda_id: int
    rev: int
    way: str
    free_at: int
    placed: tuple[tuple[int, int, int], ...]
    dropped: tuple[int, ...]

    def token(self) -> str:
        """The offer, signed, for the button of its card: what is accepted is exactly what was seen."""
        data = [self.agenda_id, self.rev, self.way, self.free_at, self.placed, self.dropped]
        return signing.dumps(data, salt=SALT, compress=True)


def offer_of(course: Course, proposal: Proposal) -> Offer:
    """What the button of this proposal stands for."""
    placed = tuple((each.id, each.begins, each.minutes) for each in proposal.outcome.placed)
    return Offer(
        course.agenda.pk, course.agenda.rev, proposal.way.value, course.free_at, placed, proposal.outcome.dropped
    )


def read_offer(token: str) -> Offer:
    """The offer of a token. Raises AgendaStale for a forged one and one that is too old."""
    try:
        agenda, rev, way, free_at, placed, dropped = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        raise AgendaStale(_("This proposal is too old. Look at the new ones.")) from None
    return Offer(agenda, rev, way, free_at, tuple(tuple(each) for each in placed), tuple(dropped))
