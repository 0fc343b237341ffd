"""A meeting lasts longer: its interpreters stay, or somebody is told who cannot (LANG, DIGI-018)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from guanjia.conference.public import Block
from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import notify
from guanjia.foundation.sites.public import local
from guanjia.foundation.subjects.public import changed
from guanjia.posts.public import on_post
from guanjia.reception.actions.running import engage
from guanjia.reception.models import Engagement, LanguageNeed
from guanjia.reception.rules.kinds import NEED
from guanjia.reception.rules.refusals import ReceptionRefused

SHORT = "reception.interpreter_short"
"""The message that an interpreter cannot stay: the reference, the language and until when, no name (FIELD 5)."""


def needs_until(block: Block, old_end: datetime, ends_at: datetime) -> QuerySet[LanguageNeed]:
    """The languages of the event that were to last to the meeting's end at `old_end`, or past it, yet not until `ends_at`.

    One that was planned to end before the meeting (Japanese for the morning only) does not follow it, nor one of a hall that ends
    earlier: a need names no hall, so of halls that end together each is followed.
    """
    rows = LanguageNeed.objects.filter(event=block.event_id, dropped_at=None, starts_at__lt=old_end)
    return rows.filter(ends_at__gte=old_end, ends_at__lt=ends_at).select_related("site", "event__coordinator")


def cannot_stay(block: Block, ends: Collection[datetime]) -> dict[datetime, list[str]]:
    """For each of these ends a sentence for each interpreter of the meeting who is taken elsewhere before it. Three queries."""
    last = max(ends)
    needs = {need.pk: need for need in needs_until(block, block.ends_at, last)}
    held = [
        each
        for each in Engagement.objects.filter(need__in=needs, released_at=None)
        if each.ends_at == needs[each.need_id].ends_at
    ]
    keys, first = {each.key for each in held}, min((each.ends_at for each in held), default=last)
    others = list(
        Engagement.objects.filter(key__in=keys, released_at=None, starts_at__lt=last, ends_at__gt=first).order_by(
            "starts_at"
        )
    )
    return {end: [said for each in held if (said := _taken(needs[each.need_id], each, others, end))] for end in ends}


def _taken(need: LanguageNeed, row: Engagement, others: list[Engagement], ends_at: datetime) -> str:
    """The sentence of one interpreter, "" for who can stay; `others` in the order of time."""
    if need.ends_at >= ends_at:
        return ""
    for other in others:
        if other.key == row.key and other.pk != row.pk and other.starts_at < ends_at and other.ends_at > row.ends_at:
            told = {"language": _(need.tongue.label), "from": f"{local(need.site, other.starts_at):%H:%M}"}
            return _("The interpreter for %(language)s is taken elsewhere from %(from)s on.") % told
    return ""


@transaction.atomic
def stay_longer(*, block: Block, old_end: datetime, at: datetime) -> int:
    """The languages that ended with the meeting, at `old_end`, last as long as it now does, with their interpreters; of whom is
    taken elsewhere the co-ordinator hears.

    Returns how many interpreters stay. Called again it changes nothing.
    """
    stayed = 0
    for need in list(needs_until(block, old_end, block.ends_at)):
        LanguageNeed.objects.filter(pk=need.pk).update(ends_at=block.ends_at, rev=need.rev + 1)
        for each in _held(need):
            before, each.ends_at = each.ends_at, block.ends_at
            try:
                engage(each, "interpreter")
                stayed += 1
            except ReceptionRefused:
                _tell_short(need, before, at)
        record(site=need.site, at=at, actor=None, action="need.longer", subject=(NEED, need.pk))
        changed(NEED, [need.pk], site=need.site, at=at)
    return stayed


def _held(need: LanguageNeed) -> QuerySet[Engagement]:
    return need.engagements.filter(released_at=None, ends_at=need.ends_at).select_related("site")


def _tell_short(need: LanguageNeed, until: datetime, at: datetime) -> None:
    users = {*on_post(need.site, "conference.coordinator", at), need.event.coordinator} - {None}
    told = {"ref": need.event.ref, "language": need.tongue.label, "until": f"{local(need.site, until):%H:%M}"}
    link = f"/s/{need.site.code}/reception/e/{need.event.ref}/languages/"
    notify(site=need.site, users=list(users), template=SHORT, context=told, link=link, urgent=True, at=at)
