"""Proposals as cards for the person in the room: what each does, in words, and what it costs."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from guanjia.agenda.models import AgendaItem
from guanjia.agenda.queries.offers import offer_of
from guanjia.agenda.queries.running import Course, proposals_of
from guanjia.agenda.rules.proposals import Proposal
from guanjia.conference.public import taken_elsewhere
from guanjia.foundation.sites.public import local


@dataclass(frozen=True)
class ChangeLine:
    """One item that a proposal changes: times as they are and as they would be, in words."""

    item: AgendaItem
    old: str
    new: str
    minutes: str


@dataclass(frozen=True)
class Card:
    """A proposal with its button's token. `warns`: who cannot stay until its end (an interpreter who is taken elsewhere)."""

    label: str
    says: str
    ends: str
    late: int
    price: int
    misses: bool
    warns: tuple[str, ...]
    lines: tuple[ChangeLine, ...]
    token: str


def cards_of(course: Course) -> list[Card]:
    """The proposals for the course, the cheapest first, behind them those that last longer than somebody can stay;
    empty when it is on time or nothing fits."""
    proposals = proposals_of(course)
    ends = {proposal.ends: course.agenda.moment(proposal.ends) for proposal in proposals}
    warned = taken_elsewhere(course.agenda.block, set(ends.values())) if ends else {}
    cards = [_card(course, proposal, warned[ends[proposal.ends]]) for proposal in proposals]
    return sorted(cards, key=lambda card: bool(card.warns))


def _card(course: Course, proposal: Proposal, warns: list[str]) -> Card:
    items = {item.pk: item for item in course.items}
    placed = {each.id: each for each in proposal.outcome.placed}
    lines, cut = [], 0
    for pk in (*(each.id for each in proposal.outcome.placed), *proposal.outcome.dropped):
        item, each = items[pk], placed.get(pk)
        if each is None:
            lines.append(ChangeLine(item, _clock(course, item.begins), "–", _("not held")))
            continue
        shorter = item.minutes - each.minutes
        cut += shorter
        if each.begins != item.begins or shorter:
            words = _("%(minutes)s min shorter") % {"minutes": shorter} if shorter else ""
            lines.append(ChangeLine(item, _clock(course, item.begins), _clock(course, each.begins), words))
    return Card(
        label=_(proposal.way.label), says=_says(course, proposal, cut), ends=_clock(course, proposal.ends),
        late=max(0, proposal.ends - course.aim), price=-(-proposal.price // 10), misses=proposal.misses, lines=tuple(lines),
        warns=tuple(warns), token=offer_of(course, proposal).token(),
    )  # fmt: skip


def _says(course: Course, proposal: Proposal, cut: int) -> str:
    """What it does in one sentence."""
    items = {item.pk: item for item in course.items}
    said = []
    if cut:
        said.append(_("%(n)s min saved by shortening") % {"n": cut})
    if proposal.outcome.dropped:
        titles = ", ".join(items[pk].title for pk in proposal.outcome.dropped)
        said.append(_("without: %(titles)s") % {"titles": titles})
    if proposal.outcome.moved:
        titles = ", ".join(items[pk].title for pk in sorted(proposal.outcome.moved))
        said.append(_("in another place: %(titles)s") % {"titles": titles})
    return "; ".join(said) or _("Everything keeps its length")


def _clock(course: Course, minute: int) -> str:
    return f"{local(course.agenda.site, course.agenda.moment(minute)):%H:%M}"
