"""Two spend the same points at the same instant; a review is sent twice at once."""

from datetime import timedelta

import pytest

from guanjia.clientele.actions.points import earn, spend
from guanjia.clientele.actions.reviews import give_review, invite_review, link_of
from guanjia.clientele.models import PointAccount, PointEntry, Review
from guanjia.clientele.rules.refusals import ClienteleRefused
from guanjia.people.public import Organisation
from tests.cast import Cast
from tests.factories.conference import NINE, make_event
from tests.harness.race import race


@pytest.mark.django_db(transaction=True)
def test_points_are_never_spent_twice_and_a_review_is_kept_once(cast_committed: Cast) -> None:
    cast = cast_committed
    firm = Organisation.objects.create(company=cast.company, name="启明公司")
    firm.sites.add(cast.site)
    event = make_event(cast.site, organisation=firm, state="closed", starts_at=NINE - timedelta(days=1))
    earn(
        site=cast.site, organisation=firm, rule="held", event=event, key="one", bill_fen=5_000_000, actor=None, at=NINE
    )

    def buy(number: int) -> PointEntry:
        return spend(
            site=cast.site,
            organisation=firm,
            reward="room_hour",
            count=1,
            key=f"k{number}",
            note="",
            actor=cast.alice,
            at=NINE,
        )

    outcomes = race([lambda n=n: buy(n) for n in range(4)])
    assert sorted(type(each).__name__ for each in outcomes) == ["ClienteleRefused"] * 3 + ["PointEntry"]
    account = PointAccount.objects.get()
    assert account.balance == 200 == sum(account.entries.values_list("points", flat=True))

    _link, token = invite_review(event=event, actor=cast.alice, at=NINE)

    def write() -> Review:
        link = link_of(token)
        assert link is not None
        return give_review(link=link, score=4, text="好", shown_as="", at=NINE)

    twice = race([write, write])
    assert sorted(type(each).__name__ for each in twice) == [ClienteleRefused.__name__, "Review"]
    assert Review.objects.count() == 1
