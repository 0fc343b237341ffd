"""The clocks of requests: the limits of each kind are standards, and each has its length."""

from datetime import datetime, timedelta

import pytest

from guanjia.duties.public import Duty, plan_now
from guanjia.foundation.sites.public import local, to_utc, write_setting
from guanjia.servicedesk.public import (
    REQUEST,
    HoldReason,
    Urgency,
    acknowledge_request,
    catalogue,
    complete_request,
    guess_kind,
    hold_request,
    kind_of,
    reopen_request,
    urgent_word,
)
from guanjia.servicedesk.rules.kinds import limits_of, settled_urgency
from guanjia.standards.public import Timer, effective
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.servicedesk.asking import ask

H = timedelta(hours=1)


@pytest.mark.django_db
def test_every_limit_of_every_kind_has_its_standard(cast: Cast) -> None:
    known = effective(cast.site)
    for kind in catalogue().kinds.values():
        for limits in (kind.normal, kind.urgent, limits_of(kind, "normal", True)):
            for name in ("response", "arrival", "resolution"):
                span = getattr(limits, name)
                assert not span or f"servicedesk.request.{name}.{span}" in known, (kind.code, name, span)


@pytest.mark.django_db
def test_each_clock_has_its_limit(cast: Cast) -> None:
    row = ask(cast, "楼道灯不亮")
    acknowledge_request(request=row, actor=cast.hana, at=NINE)
    hold_request(request=row, why=HoldReason.PART, words="等件", actor=cast.hana, at=NINE)
    other = ask(cast, "请问装修手续怎么办理")
    complete_request(request=other, result="已答复", actor=cast.hana, at=NINE)
    again = ask(cast, "请问怎么缴费")
    complete_request(request=again, result="已答复", actor=cast.hana, at=NINE)
    reopen_request(request=again, reason="没说清", actor=cast.hana, at=NINE)
    plan_now(REQUEST, [row.pk, other.pk, again.pk], at=NINE)
    write_setting(cast.site, "servicedesk.promise_15", True)
    promised = ask(cast, "楼道灯又不亮了")
    plan_now(REQUEST, [promised.pk], at=NINE)

    def due(request: object, code: str) -> timedelta:
        duty = Duty.objects.get(
            subject_kind=REQUEST, subject_id=request.pk, standard_code=f"servicedesk.request.{code}"
        )  # type: ignore[attr-defined]
        return duty.due_at - NINE

    assert due(row, "resolution.24h") == 24 * H
    assert due(row, "delay_told") == 4 * H
    assert due(row, "follow_up") == 48 * H
    assert due(other, "response.24h") == 24 * H
    assert due(other, "call_back") == 48 * H
    assert due(again, "second_inspection") == 24 * H
    assert due(promised, "response.15m") == timedelta(minutes=15)
    assert all(
        isinstance(effective(cast.site)[f"servicedesk.request.response.{span}"][0].when, Timer)
        for span in ("15m", "24h")
    )


@pytest.mark.parametrize(
    ("words", "urgent"),
    [
        ("厨房漏水了", True),
        ("闻到煤气味", True),
        ("有人被困电梯", True),
        ("插座冒烟", True),
        ("GAS LEAK", True),
        ("灯不亮", False),
        ("建议增加座椅", False),
    ],
)
def test_words_that_make_it_urgent(words: str, urgent: bool) -> None:
    assert bool(urgent_word([words])) is urgent


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("马桶堵了反水", "drain.blocked"),
        ("电梯困人", "lift.trapped"),
        ("楼上装修声太吵", "noise"),
        ("感谢师傅", "compliment"),
        ("xyz", "other"),
    ],
)
def test_the_kind_is_guessed_from_the_words(words: str, code: str) -> None:
    assert guess_kind(words).code == code


@pytest.mark.parametrize(
    ("kind", "wanted", "words", "urgency"),
    [
        ("light.public", Urgency.NORMAL, "灯不亮", Urgency.NORMAL),
        ("light.public", Urgency.URGENT, "灯不亮", Urgency.URGENT),
        ("light.public", Urgency.NORMAL, "灯冒烟", Urgency.URGENT),
        ("gas.smell", Urgency.NORMAL, "味道", Urgency.URGENT),
        ("light.public", Urgency.CRITICAL, "灯", Urgency.CRITICAL),
    ],
)
def test_never_less_urgent_than_kind_and_words(kind: str, wanted: Urgency, words: str, urgency: Urgency) -> None:
    assert settled_urgency(kind_of(kind), wanted, [words]) is urgency


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("logged", "due"),
    [
        ("2026-02-13T09:00", "2026-02-14T10:00"),  # the Saturday before the festival is worked in exchange
        ("2026-02-14T09:00", "2026-02-24T10:00"),  # nine days of the Spring Festival do not count
        ("2026-02-27T09:00", "2026-02-28T10:00"),  # and the Saturday after it is worked as well
        ("2026-02-28T09:00", "2026-03-02T10:00"),
    ],
)
def test_the_clock_of_a_request_over_the_spring_festival_with_swapped_weekends(
    cast: Cast, logged: str, due: str
) -> None:
    at = to_utc(cast.site, datetime.fromisoformat(logged))
    row = ask(cast, "单元门关不上", at=at)
    plan_now(REQUEST, [row.pk], at=at)
    duty = Duty.objects.get(subject_id=row.pk, standard_code="servicedesk.request.resolution.8wh")
    assert f"{local(cast.site, duty.due_at):%Y-%m-%dT%H:%M}" == due
