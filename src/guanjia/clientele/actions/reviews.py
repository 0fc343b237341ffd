"""Reviews: asked for after the event, given once, answered, withheld only where the law asks for it."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guanjia.clientele.events import ReviewGiven
from guanjia.clientele.models import Review, ReviewLink
from guanjia.clientele.rules.refusals import ClienteleRefused
from guanjia.clientele.rules.states import REVIEW_MOVES, Ground, ReviewState
from guanjia.conference.public import Event, Secrecy
from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import write_out
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import setting
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import check_move

REVIEW = "clientele.review"
DAYS = "clientele.review_days"
INVITE = "clientele.review_invite"
HELD = frozenset({"ended", "restoring", "surveyed", "closed", "archived"})
TEXT_MOST, ANSWER_MOST = 1000, 1000


def hash_of(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def may_be_reviewed(event: Event) -> bool:
    """Only what was held, and no protected meeting: its existence is nobody's business."""
    return event.state in HELD and event.secrecy == Secrecy.ORDINARY and event.track != "import"


@transaction.atomic
def invite_review(*, event: Event, actor: Any, at: datetime) -> tuple[ReviewLink, str]:
    """A link for the client's review, e-mailed when the client left an address; an older link no longer works.

    Raises ClienteleRefused before the event was held and after the review was given.
    """
    if not may_be_reviewed(event):
        raise ClienteleRefused("", _("Only a meeting that was held can be reviewed."))
    if Review.objects.filter(event=event).exists():
        raise ClienteleRefused("", _("The client has reviewed this meeting already."))
    token = secrets.token_urlsafe(24)
    until = at + timedelta(days=int(setting(event.site, DAYS)))
    link, _made = ReviewLink.objects.update_or_create(
        event=event, defaults={"site": event.site, "token_hash": hash_of(token), "made_at": at, "expires_at": until}
    )
    link.message_id = write_out(
        site=event.site,
        address=event.contact_email,
        template=INVITE,
        context={"number": event.ref, "title": event.title},
        secret_link=f"/p/review/{token}/",
    )
    link.save(update_fields=["message_id"])
    record(
        site=event.site, at=at, actor=actor, action="review.invite", subject=("conference.event", event.pk),
        changes={"mailed": link.message_id is not None},
    )  # fmt: skip
    return link, token


def link_of(token: str) -> ReviewLink | None:
    """The link of this token; None for a forged or replaced one."""
    rows = ReviewLink.objects.select_related("event__site", "event__organisation", "site")
    return rows.filter(token_hash=hash_of(token)).first()


def refuse_spent(link: ReviewLink, at: datetime) -> None:
    """Pass while the review may be given; else ClienteleRefused with a sentence for the client."""
    if Review.objects.filter(event=link.event_id).exists():
        raise ClienteleRefused("", _("Your review has reached us. Thank you."))
    if link.expires_at <= at:
        raise ClienteleRefused("", _("This link has expired. Please call us for a new one."))


@transaction.atomic
def give_review(*, link: ReviewLink, score: int, text: str, shown_as: str, at: datetime) -> Review:
    """Keep the client's word as it is; it is shown at once, good or bad. Raises ClienteleRefused, SecretRefused."""
    refuse_spent(link, at)
    event = link.event
    refuse_marked({"text": text, "shown_as": shown_as}, site=event.site)
    if not 1 <= score <= 5:
        raise ClienteleRefused("score", _("Choose one to five."))
    if len(text) > TEXT_MOST:
        raise ClienteleRefused("text", _("At most %(most)s characters.") % {"most": TEXT_MOST})
    try:
        with transaction.atomic():
            review = Review.objects.create(
                site=event.site, event=event, organisation=event.organisation, score=score, text=text.strip(),
                shown_as=shown_as.strip()[:80], given_at=at,
            )  # fmt: skip
    except IntegrityError:  # sent twice at once
        raise ClienteleRefused("", _("Your review has reached us. Thank you.")) from None
    record(
        site=event.site, at=at, actor=None, action="review.give", subject=(REVIEW, review.pk), to_state=review.state,
        changes={"score": score}, event=ReviewGiven(review.pk, event.pk, score),
    )  # fmt: skip
    changed(REVIEW, [review.pk], site=event.site, at=at)
    return review


@transaction.atomic
def answer_review(*, review: Review, text: str, rev: int, actor: Any, at: datetime) -> Review:
    """Our answer, shown below the review; a second one replaces the first and says so in the history.

    Raises ClienteleRefused for an empty or long one and when somebody else answered meanwhile, SecretRefused.
    """
    refuse_marked({"answer": text}, site=review.site)
    if not text.strip():
        raise ClienteleRefused("answer", _("Write an answer."))
    if len(text) > ANSWER_MOST:
        raise ClienteleRefused("answer", _("At most %(most)s characters.") % {"most": ANSWER_MOST})
    fresh = {"answer": text.strip(), "answered_at": at, "answered_by": actor, "rev": F("rev") + 1}
    if not Review.objects.filter(pk=review.pk, rev=rev).update(**fresh):
        raise ClienteleRefused("", _("Somebody else has just answered. Look at it again."))
    review.refresh_from_db()
    record(site=review.site, at=at, actor=actor, action="review.answer", subject=(REVIEW, review.pk))
    changed(REVIEW, [review.pk], site=review.site, at=at)
    return review


@transaction.atomic
def withhold_review(*, review: Review, ground: str, reason: str, actor: Any, at: datetime) -> Review:
    """Take a review off the page on a ground of law; what is only negative stays. Raises ClienteleRefused, MoveRefused."""
    check_move(REVIEW_MOVES, review.stage, ReviewState.WITHHELD)
    refuse_marked({"reason": reason}, site=review.site)
    if ground not in {each.value for each in Ground}:
        raise ClienteleRefused("ground", _("A review is withheld on a ground of law only. Being negative is none."))
    if not reason.strip():
        raise ClienteleRefused("reason", _("Name the words that are concerned."))
    return _move(review, ReviewState.WITHHELD, {"ground": ground, "reason": reason.strip()[:300]}, actor, at)


@transaction.atomic
def show_review(*, review: Review, actor: Any, at: datetime) -> Review:
    """Show it again. Raises MoveRefused."""
    check_move(REVIEW_MOVES, review.stage, ReviewState.SHOWN)
    return _move(review, ReviewState.SHOWN, {"ground": "", "reason": ""}, actor, at)


def _move(review: Review, to: ReviewState, fields: dict[str, Any], actor: Any, at: datetime) -> Review:
    old = review.state
    fresh = fields | {"state": to, "rev": F("rev") + 1}
    if not Review.objects.filter(pk=review.pk, state=old, rev=review.rev).update(**fresh):
        raise ClienteleRefused("", _("Somebody else has just done that."))
    review.refresh_from_db()
    verb = "withhold" if to is ReviewState.WITHHELD else "show"
    record(
        site=review.site, at=at, actor=actor, action=f"review.{verb}", subject=(REVIEW, review.pk), from_state=old, to_state=to,
        reason=fields["reason"],
    )  # fmt: skip
    changed(REVIEW, [review.pk], site=review.site, at=at)
    return review
