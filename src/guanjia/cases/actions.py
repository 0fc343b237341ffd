"""A case is asked for, played in the background and judged; where it stands is a row."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django_tasks import task

from guanjia.cases.models import CasePlay
from guanjia.cases.rules.states import LIVE, PlayState
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.rehearsal.public import Played, cases
from guanjia.foundation.sites.public import Site, site_now
from guanjia.kernel import clock

SUBJECT = "cases.play"
GIVEN_UP = timedelta(minutes=10)
"""A playing without a word for so long lost its worker: the next wake-up ends it as failed."""
EVERY = 2.0
"""Percent between two words to the page."""


class PlayRefused(Exception):
    """The case cannot be played now; its text is a sentence for the reader."""


@transaction.atomic
def ask_play(*, site: Site, code: str, seed: int, actor: Any, at: datetime) -> CasePlay:
    """Ask for a case to be played with a seed; a worker is woken after the commit.

    Raises PlayRefused for an unknown case, a site that is a rehearsal itself, or while the case is being played.
    """
    if code not in cases:
        raise PlayRefused(_("There is no such case."))
    if site.rehearsal_of_id is not None:
        raise PlayRefused(_("This site is a rehearsal itself."))
    try:
        with transaction.atomic():
            play = CasePlay.objects.create(site=site, case=code, seed=max(1, seed), asked_by=actor, asked_at=at)
    except IntegrityError:
        raise PlayRefused(_("This case is being played already.")) from None
    record(site=site, at=at, actor=actor, action="case.ask", subject=(SUBJECT, play.pk), changes={"case": code})
    transaction.on_commit(lambda: play_case.enqueue(play.pk), robust=True)
    touch(topic_of(site))
    return play


def topic_of(site: Site) -> str:
    """The live topic of a site's cases."""
    return f"cases:{site.pk}"


@task()
def play_case(play_id: int) -> None:
    """Play; enqueued after the commit of whoever asked. A second wake-up finds it taken."""
    run(play_id)


def run(play_id: int) -> bool:
    """Play the case and write the verdict; whether this call did it."""
    play = CasePlay.objects.select_related("site__company").filter(pk=play_id).first()
    if play is None:
        return False
    at = site_now(play.site)
    taken = CasePlay.objects.filter(pk=play.pk, state=PlayState.WAITING)
    if not taken.update(state=PlayState.RUNNING, heard_at=clock.now(), percent=1):
        return False
    case = cases.get(play.case)
    if case is None:
        _end(play, PlayState.FAILED, message=_("There is no such case."))
        return True
    try:
        played = case.play(play.site, play.seed, at, _teller(play))
    except Exception as broken:
        _end(play, PlayState.FAILED, message=f"{type(broken).__name__}: {broken}"[:200])
        raise
    _end(play, PlayState.KEPT if played.good else PlayState.BROKEN, stage_site=played.site, outcome=_outcome(played))
    return True


def _teller(play: CasePlay) -> Callable[[datetime, datetime], None]:
    """Writes how far the virtual clock is, each few percent."""
    begin: list[datetime] = []
    last = [0.0]

    def tell(now: datetime, end: datetime) -> None:
        if not begin:
            begin.append(now)
        whole = (end - begin[0]).total_seconds() or 1.0
        percent = 100 * (now - begin[0]).total_seconds() / whole
        if percent - last[0] >= EVERY:
            last[0] = percent
            rows = CasePlay.objects.filter(pk=play.pk, state=PlayState.RUNNING)
            rows.update(percent=min(99, round(percent)), heard_at=clock.now())
            touch(topic_of(play.site))

    return tell


def _outcome(played: Played) -> dict[str, Any]:
    return {
        "checks": [[check.words, check.found, check.good] for check in played.checks],
        "told": [[moment.isoformat(), words] for moment, words in played.told],
    }


def _end(play: CasePlay, state: PlayState, **fields: Any) -> None:
    at = site_now(play.site)
    CasePlay.objects.filter(pk=play.pk, state=PlayState.RUNNING).update(state=state, ended_at=at, percent=100, **fields)
    record(
        site=play.site, at=at, actor=None, action="case.played", subject=(SUBJECT, play.pk), to_state=state.value,
        changes={"case": play.case, "seed": play.seed},
    )  # fmt: skip
    touch(topic_of(play.site))


def wake_waiting() -> int:
    """Wake what waits since its wake-up was lost, and end what lost its worker; how many."""
    lost = CasePlay.objects.filter(state=PlayState.RUNNING, heard_at__lt=clock.now() - GIVEN_UP)
    ended = lost.update(state=PlayState.FAILED, percent=100)
    waiting = list(CasePlay.objects.filter(state=PlayState.WAITING).values_list("pk", flat=True))
    for play_id in waiting:
        play_case.enqueue(play_id)
    return ended + len(waiting)


def newest(site: Site) -> dict[str, CasePlay]:
    """The newest playing of each case at the site, by code."""
    found: dict[str, CasePlay] = {}
    for play in CasePlay.objects.filter(site=site).select_related("asked_by").order_by("-pk")[:200]:
        found.setdefault(play.case, play)
    return found


def is_live(play: CasePlay | None) -> bool:
    """Whether it waits or runs."""
    return play is not None and play.stage in LIVE
