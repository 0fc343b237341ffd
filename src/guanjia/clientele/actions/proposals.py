"""Proposals: made by anybody who works here, judged, tried, adopted or turned down; the author is always answered (W46)."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guanjia.clientele.models import Proposal
from guanjia.clientele.rules.refusals import ClienteleRefused
from guanjia.clientele.rules.states import PROPOSAL_MOVES, ProposalState
from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import notify
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local, to_utc
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import check_move

PROPOSAL = "clientele.proposal"
ANSWERED = "clientele.proposal_answered"
LONGEST_TRIAL = timedelta(days=365)
VERBS = {
    ProposalState.TRYING: "try",
    ProposalState.ADOPTED: "adopt",
    ProposalState.TURNED_DOWN: "turn_down",
    ProposalState.PROPOSED: "propose",
}


@transaction.atomic
def propose(*, site: Site, title: str, text: str, actor: Any, at: datetime) -> Proposal:
    """Put a proposal down. Raises ClienteleRefused for an empty one, SecretRefused."""
    refuse_marked({"title": title, "text": text}, site=site)
    if not title.strip() or not text.strip():
        raise ClienteleRefused("title", _("Say what you propose and what would be better."))
    number = next_number(site=site, prefix="TA", on=local(site, at).date())
    made = Proposal.objects.create(
        site=site, number=number, title=title.strip()[:120], text=text.strip()[:2000], author=actor, made_at=at
    )
    record(site=site, at=at, actor=actor, action="proposal.propose", subject=(PROPOSAL, made.pk), to_state=made.state)
    changed(PROPOSAL, [made.pk], site=site, at=at)
    return made


@transaction.atomic
def judge(
    *, proposal: Proposal, to: ProposalState, answer: str, trial_until: date | None, rev: int, actor: Any, at: datetime
) -> Proposal:
    """Try it until a day, adopt it, turn it down, or take it up again; its author is told the answer.

    Nobody judges a proposal of their own. Raises ClienteleRefused (no answer, no day, own, stale), MoveRefused, SecretRefused.
    """
    check_move(PROPOSAL_MOVES, proposal.stage, to)
    refuse_marked({"answer": answer}, site=proposal.site)
    if proposal.author_id == actor.pk and to is not ProposalState.PROPOSED:
        raise ClienteleRefused("", _("Nobody judges a proposal of their own."))
    if not answer.strip():
        raise ClienteleRefused("answer", _("Give its author an answer."))
    fields: dict[str, Any] = {"answer": answer.strip()[:500]}
    if to is ProposalState.TRYING:
        fields |= _trial(proposal, trial_until, at)
    elif proposal.stage is ProposalState.TRYING:
        fields["outcome"] = answer.strip()[:500]
    old = proposal.state
    fresh = fields | {"state": to, "rev": F("rev") + 1}
    if not Proposal.objects.filter(pk=proposal.pk, state=old, rev=rev).update(**fresh):
        raise ClienteleRefused("", _("Somebody else has just judged it. Look at it again."))
    proposal.refresh_from_db()
    record(
        site=proposal.site, at=at, actor=actor, action=f"proposal.{VERBS[to]}", subject=(PROPOSAL, proposal.pk), from_state=old,
        to_state=to, reason=fields["answer"],
    )  # fmt: skip
    changed(PROPOSAL, [proposal.pk], site=proposal.site, at=at)
    notify(
        site=proposal.site, users=[proposal.author], template=ANSWERED, context={"number": proposal.number},
        link=f"/s/{proposal.site.code}/clientele/proposals/{proposal.pk}/", at=at,
    )  # fmt: skip
    return proposal


def _trial(proposal: Proposal, until: date | None, at: datetime) -> dict[str, Any]:
    today = local(proposal.site, at).date()
    if until is None or not today < until <= today + LONGEST_TRIAL:
        raise ClienteleRefused("trial_until", _("A trial ends on a day after today, within a year."))
    return {"trial_until": until, "trial_ends_at": to_utc(proposal.site, datetime.combine(until, time(17)))}
