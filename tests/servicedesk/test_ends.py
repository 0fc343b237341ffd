"""How a request ends: by the owner's word, called back, reopened (W19)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from guanjia.foundation.messages.models import Notice
from guanjia.servicedesk.public import (
    OrderState,
    Outcome,
    RequestRefused,
    RequestState,
    ServiceRequest,
    Word,
    call_back,
    close_request,
    complete_request,
    give_up_calling,
    inspect_again,
    rate_request,
    reopen_request,
    verify_request,
)
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.servicedesk.asking import ask, done, fresh
from tests.servicedesk.looking import clock

pytestmark = pytest.mark.django_db
M, H = timedelta(minutes=1), timedelta(hours=1)


def test_it_is_closed_only_by_the_owners_word(cast: Cast) -> None:
    row = done(cast, ask(cast, "单元门关不上"))
    for word, more in (
        (Word.HISTORY, {}),
        (Word.UNREACHED, {}),
        (Word.CODE, {"code": "x"}),
        (Word.SIGNATURE, {}),
        (Word.CALL_BACK, {}),
    ):
        with pytest.raises(RequestRefused):
            close_request(request=row, word=word, actor=cast.hana, at=NINE, **more)
    assert fresh(row).state == RequestState.COMPLETED
    close_request(request=row, word=Word.CODE, code=row.confirm_code, actor=cast.tom, at=NINE, rating=5)
    row = fresh(row)
    assert (row.state, row.word, row.rating) == ("closed", "code", 5)
    assert set(row.orders.values_list("state", flat=True)) == {OrderState.CLOSED}


def test_the_database_knows_no_closing_without_a_word(cast: Cast) -> None:
    row = done(cast, ask(cast, "单元门关不上"))
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceRequest.objects.filter(pk=row.pk).update(state=RequestState.CLOSED)


def test_dissatisfied_reopens_for_a_second_inspection(cast: Cast) -> None:
    row = done(cast, ask(cast, "单元门关不上"))
    call_back(request=row, outcome=Outcome.DISSATISFIED, words="还是关不上", actor=cast.hana, at=NINE + M)
    row = fresh(row)
    assert (row.state, row.reopened_count, row.word) == ("reopened", 1, "")
    assert clock(row, "second_inspection").state == "open"
    with pytest.raises(RequestRefused):
        inspect_again(request=row, words="", actor=cast.mei, at=NINE + 2 * M)
    inspect_again(request=row, words="合页松动", actor=cast.mei, at=NINE + 2 * M)
    assert clock(row, "second_inspection").state == "on_time"


def test_the_second_reopening_is_told_to_the_supervisor(cast: Cast) -> None:
    row = done(cast, ask(cast, "单元门关不上"))
    reopen_request(request=row, reason="没修好", actor=cast.hana, at=NINE)
    assert not Notice.objects.filter(template="servicedesk.reopened").exists()
    complete_request(request=row, result="换了闭门器", actor=cast.hana, at=NINE)
    reopen_request(request=row, reason="又坏了", actor=cast.hana, at=NINE)
    assert Notice.objects.filter(template="servicedesk.reopened", user=cast.mei).exists()


def test_a_satisfied_call_closes_it(cast: Cast) -> None:
    row = done(cast, ask(cast, "单元门关不上"))
    call_back(request=row, outcome=Outcome.SATISFIED, rating=4, actor=cast.hana, at=NINE + M)
    row = fresh(row)
    assert (row.state, row.word, row.rating) == ("closed", "call_back", 4)
    assert clock(row, "call_back").state == "on_time"


def test_an_owner_who_cannot_be_reached(cast: Cast) -> None:
    row = done(cast, ask(cast, "单元门关不上"))
    for _ in range(2):
        call_back(request=row, outcome=Outcome.NO_ANSWER, actor=cast.hana, at=NINE)
    with pytest.raises(RequestRefused):
        give_up_calling(request=row, reason="联系不上", actor=cast.mei, at=NINE)
    call_back(request=row, outcome=Outcome.NO_ANSWER, actor=cast.hana, at=NINE)
    with pytest.raises(RequestRefused):
        give_up_calling(request=row, reason="联系不上", actor=cast.hana, at=NINE)
    with pytest.raises(RequestRefused):
        give_up_calling(request=row, reason=" ", actor=cast.mei, at=NINE)
    give_up_calling(request=row, reason="三次无人接听", actor=cast.mei, at=NINE)
    assert (fresh(row).state, fresh(row).word) == ("closed", "unreached")


def test_nothing_is_asked_before_the_work_is_done(cast: Cast) -> None:
    row = ask(cast)
    with pytest.raises(RequestRefused):
        call_back(request=row, outcome=Outcome.SATISFIED, actor=cast.hana, at=NINE)
    with pytest.raises(RequestRefused):
        rate_request(request=row, rating=5, actor=cast.hana, at=NINE)


@pytest.mark.parametrize(("stars", "fits"), [(0, False), (1, True), (5, True), (6, False)])
def test_a_rating_is_one_to_five(cast: Cast, stars: int, fits: bool) -> None:
    row = done(cast, ask(cast, "单元门关不上"))
    if fits:
        assert rate_request(request=row, rating=stars, actor=None, at=NINE).rating == stars
    else:
        with pytest.raises(RequestRefused):
            rate_request(request=row, rating=stars, actor=None, at=NINE)


def test_verified_is_not_closed(cast: Cast) -> None:
    row = done(cast, ask(cast, "单元门关不上"))
    verify_request(request=row, actor=cast.mei, at=NINE)
    assert fresh(row).is_open
