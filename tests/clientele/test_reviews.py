"""Reviews and proposals: given once, shown as written, answered in time, withheld by law only."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.clientele.actions.proposals import judge, propose
from guanjia.clientele.actions.reviews import answer_review, give_review, invite_review, link_of, withhold_review
from guanjia.clientele.models import Proposal, Review
from guanjia.clientele.rules.refusals import ClienteleRefused
from guanjia.clientele.rules.states import ProposalState
from guanjia.conference.models import Event, Intake
from guanjia.duties.public import Duty, plan_now
from guanjia.foundation.messages.models import Message, Notice
from guanjia.foundation.sites.public import Site
from guanjia.kernel.states import MoveRefused
from tests.cast import Cast
from tests.factories.conference import NINE, make_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(cast: Cast) -> Event:
    Site.objects.update(held_at=NINE)
    made = make_event(
        cast.site,
        title="新品发布",
        state="surveyed",
        starts_at=NINE - timedelta(hours=4),
        contact_email="c@example.org",
    )
    Intake.objects.create(site=cast.site, event=made, segment="enterprise", channel="telephone")
    return made


def token_of(cast: Cast, event: Event) -> str:
    return invite_review(event=event, actor=cast.alice, at=NINE)[1]


def reviewed(cast: Cast, event: Event, score: int = 5) -> Review:
    link = link_of(token_of(cast, event))
    assert link is not None
    return give_review(link=link, score=score, text="很好", shown_as="", at=NINE)


def test_a_client_reviews_once_and_it_is_shown_as_it_is(client: Client, cast: Cast, event: Event) -> None:
    first = token_of(cast, event)
    assert Message.objects.count() == 1
    page = reverse("review_write", args=[token_of(cast, event)])
    assert client.get(reverse("review_write", args=[first])).status_code == 404, "an older link no longer works"
    assert client.get(reverse("review_write", args=["forged"])).status_code == 404
    assert client.post(page, {"score": "6"}).status_code == 422 and client.post(page, {}).status_code == 422
    assert client.post(page, {"score": "1", "text": "绝密"}).status_code == 422 and not Review.objects.exists()
    bad = {"score": "1", "text": "等了<b>四十</b>分钟", "shown_as": "启明"}
    assert client.post(page, bad).status_code == 200
    assert client.post(page, bad).status_code == 410 and client.get(page).status_code == 410
    public = client.get(reverse("reviews_public", args=["yard"])).content.decode()
    assert "等了&lt;b&gt;四十" in public and "尚未回复" in public and "1.0" in public and event.title not in public
    assert client.get(reverse("reviews_public", args=["nowhere"])).status_code == 404
    assert "等了" not in client.get(reverse("reviews_public", args=["quay"])).content.decode()


def test_only_what_was_held_is_reviewed_and_not_for_ever(client: Client, cast: Cast, event: Event) -> None:
    for fields in (
        {"state": "preparation"},
        {"state": "closed", "secrecy": "internal"},
        {"state": "archived", "track": "import"},
    ):
        with pytest.raises(ClienteleRefused):
            invite_review(event=make_event(cast.site, **fields), actor=cast.alice, at=NINE)
    page = reverse("review_write", args=[token_of(cast, event)])
    Site.objects.update(held_at=NINE + timedelta(days=30))
    assert client.get(page).status_code == 410
    reviewed(cast, event)
    with pytest.raises(ClienteleRefused):
        invite_review(event=event, actor=cast.alice, at=NINE)


@pytest.mark.parametrize(
    ("score", "code", "hours"), [(2, "clientele.review.low_answered", 24), (3, "clientele.review.answered", 72)]
)
def test_a_bad_one_is_answered_within_a_day_others_within_three(
    client: Client, cast: Cast, event: Event, score: int, code: str, hours: int
) -> None:
    review = reviewed(cast, event, score)
    plan_now("clientele.review", [review.pk], at=NINE)
    duty = Duty.objects.get(subject_kind="clientele.review")
    assert duty.standard_code == code and duty.due_at is not None and duty.due_at - NINE >= timedelta(hours=hours)
    client.force_login(cast.bob)
    url = reverse("clientele:answer", args=["yard", review.pk])
    assert client.post(url, {"answer": "谢谢", "rev": review.rev}).status_code == 403
    client.force_login(cast.alice)
    assert client.post(url, {"answer": " ", "rev": review.rev}).status_code == 422
    assert client.post(url, {"answer": "谢谢，已改进", "rev": review.rev}).status_code == 302
    assert client.post(url, {"answer": "另一答复", "rev": review.rev}).status_code == 422, "somebody answered meanwhile"
    plan_now("clientele.review", [review.pk], at=NINE)
    duty.refresh_from_db()
    assert duty.state == "on_time" and "已改进" in client.get(reverse("reviews_public", args=["yard"])).content.decode()


def test_being_negative_is_no_ground_and_what_is_withheld_is_told(client: Client, cast: Cast, event: Event) -> None:
    review = reviewed(cast, event, 1)
    who = {"actor": cast.mei, "at": NINE}
    for ground, reason in (("negative", "差评"), ("", "x"), ("insult", "")):
        with pytest.raises(ClienteleRefused):
            withhold_review(review=review, ground=ground, reason=reason, **who)
    url = reverse("clientele:withhold", args=["yard", review.pk])
    client.force_login(cast.alice)
    assert client.post(url, {"ground": "personal", "reason": "含手机号"}).status_code == 403
    client.force_login(cast.mei)
    assert client.post(url, {"ground": "personal", "reason": "含手机号"}).status_code == 302
    public = client.get(reverse("reviews_public", args=["yard"])).content.decode()
    assert "很好" not in public
    review.refresh_from_db()
    with pytest.raises(MoveRefused):
        withhold_review(review=review, ground="insult", reason="x", **who)
    assert client.post(url, {"verb": "show"}).status_code == 302
    assert "很好" in client.get(reverse("reviews_public", args=["yard"])).content.decode()
    with pytest.raises(ClienteleRefused):
        answer_review(review=review, text="x" * 1001, rev=review.rev + 1, **who)


def test_a_proposal_is_judged_in_ten_working_days_tried_and_answered(client: Client, cast: Cast) -> None:
    Site.objects.update(held_at=NINE)
    client.force_login(cast.bob)
    page = reverse("clientele:proposals", args=["yard"])
    assert client.post(page, {"title": "茶歇改小份", "text": ""}).status_code == 422
    assert client.post(page, {"title": "茶歇改小份", "text": "少浪费"}).status_code == 302
    found = Proposal.objects.get()
    plan_now("clientele.proposal", [found.pk], at=NINE)
    owed = Duty.objects.get(standard_code="clientele.proposal.judged")
    assert timedelta(days=13) < owed.due_at - NINE < timedelta(days=16)
    decide = reverse("clientele:decide", args=["yard", found.pk])
    given = {"verb": "try", "answer": "先试一个月", "rev": found.rev, "trial_until": "2026-04-05"}
    assert client.post(decide, given).status_code == 403
    client.force_login(cast.mei)
    assert client.post(decide, given | {"trial_until": ""}).status_code == 422
    assert client.post(decide, given | {"trial_until": "2026-03-05"}).status_code == 422, "a trial lasts"
    assert client.post(decide, given).status_code == 302
    assert client.post(decide, given | {"verb": "adopt"}).status_code == 422, "stale"
    assert Notice.objects.filter(user=cast.bob, template="clientele.proposal_answered").count() == 1
    found.refresh_from_db()
    plan_now("clientele.proposal", [found.pk], at=NINE)
    owed.refresh_from_db()
    assert owed.state == "on_time" and Duty.objects.filter(standard_code="clientele.proposal.trial").exists()
    judge(
        proposal=found,
        to=ProposalState.ADOPTED,
        answer="剩余减半",
        trial_until=None,
        rev=found.rev,
        actor=cast.mei,
        at=NINE,
    )
    assert (
        found.outcome == "剩余减半"
        and "剩余减半" in client.get(reverse("clientele:proposal", args=["yard", found.pk])).content.decode()
    )
    own = propose(site=cast.site, title="我的", text="想法", actor=cast.mei, at=NINE)
    with pytest.raises(ClienteleRefused):
        judge(
            proposal=own,
            to=ProposalState.TRYING,
            answer="好",
            trial_until=date(2026, 4, 1),
            rev=own.rev,
            actor=cast.mei,
            at=NINE,
        )
    with pytest.raises(ClienteleRefused):
        judge(
            proposal=own,
            to=ProposalState.TRYING,
            answer="好",
            trial_until=date(2028, 1, 1),
            rev=own.rev,
            actor=cast.hugo,
            at=NINE,
        )
