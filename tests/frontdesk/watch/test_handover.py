"""The handover of a shift, from the first line to the second signature (W18)."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.duties.public import Duty, plan_now
from guanjia.foundation.journal.public import timeline
from guanjia.frontdesk.watch.actions import handing
from guanjia.frontdesk.watch.actions.handing import HandoverRefused
from guanjia.frontdesk.watch.actions.logging import LogRefused, set_point, warn_of_weather, write_log
from guanjia.frontdesk.watch.models import Checkpoint, Handover, LogEntry
from guanjia.frontdesk.watch.rehearsal import INVARIANTS
from guanjia.frontdesk.watch.rules.handover import HandoverState
from guanjia.frontdesk.watch.rules.log import LogKind, PointKind
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import User
from guanjia.posts.public import Post
from guanjia.ui import hanging
from guanjia.ui.hanging import Counted, Hanging, HangingItem
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.harness.race import race

LEAK = HangingItem("test.request:1", "3-2-1201 漏水,等配件")
LIFT = HangingItem("test.request:2", "2号梯困人已放出,待检")


@pytest.fixture
def open_matters(monkeypatch: pytest.MonkeyPatch) -> list[HangingItem]:
    """What hangs in this test, and five keys to count."""
    matters = [LEAK]
    monkeypatch.setattr(hanging, "_hanging", {"t": Hanging("t", "Requests", lambda site, post, at: list(matters))})
    monkeypatch.setattr(hanging, "_counted", {"keys": Counted("keys", "Keys", lambda site, post, at: 5)})
    return matters


@pytest.fixture
def post(cast: Cast) -> Post:
    return Post.objects.create(site=cast.site, code="frontdesk", name_zh="前台", name_en="Front desk")


def a_line(cast: Cast, post: Post, **fields: Any) -> dict[str, Any]:
    line = {"site": cast.site, "post": post, "kind": LogKind.EVENT, "happened_at": NINE, "actor": cast.gus, "at": NINE}
    return line | fields


def written(cast: Cast, post: Post, **found: Any) -> Handover:
    handover = handing.begin_handover(site=cast.site, post=post, actor=cast.rita, at=NINE)
    handing.collect(handover, NINE)
    return handing.write_handover(
        handover=handover,
        information="消防演练改到周五",
        told={LEAK.key: "配件明早到"},
        found={"keys": found.get("keys", (5, ""))},
        actor=cast.rita,
        at=NINE,
    )


def test_it_is_not_offered_while_a_matter_hangs_without_a_word(
    cast: Cast, post: Post, open_matters: list[HangingItem]
) -> None:
    handover = handing.begin_handover(site=cast.site, post=post, actor=cast.rita, at=NINE)
    with pytest.raises(HandoverRefused) as refused:
        handing.offer_handover(handover=handover, actor=cast.rita, at=NINE)
    assert refused.value.keys == [LEAK.key]
    handover.refresh_from_db()
    assert handover.stage is HandoverState.DRAFT


def test_a_matter_that_is_settled_meanwhile_hangs_no_longer(
    cast: Cast, post: Post, open_matters: list[HangingItem]
) -> None:
    handover = handing.begin_handover(site=cast.site, post=post, actor=cast.rita, at=NINE)
    handing.collect(handover, NINE)
    open_matters.clear()
    handing.write_handover(
        handover=handover, information="", told={}, found={"keys": (5, "")}, actor=cast.rita, at=NINE
    )
    assert handing.offer_handover(handover=handover, actor=cast.rita, at=NINE).stage is HandoverState.OFFERED
    assert not handover.items.exists()


@pytest.mark.parametrize(
    ("keys", "refused"), [((None, ""), True), ((4, ""), True), ((4, "一把借给工程部"), False), ((5, ""), False)]
)
def test_keys_are_counted_before_it_is_offered(
    cast: Cast, post: Post, open_matters: list[HangingItem], keys: tuple[int | None, str], refused: bool
) -> None:
    handover = written(cast, post, keys=keys)
    if refused:
        with pytest.raises(HandoverRefused):
            handing.offer_handover(handover=handover, actor=cast.rita, at=NINE)
    else:
        assert handing.offer_handover(handover=handover, actor=cast.rita, at=NINE).stage is HandoverState.OFFERED


def test_the_same_person_cannot_sign_both_sides(cast: Cast, post: Post, open_matters: list[HangingItem]) -> None:
    handover = handing.offer_handover(handover=written(cast, post), actor=cast.rita, at=NINE)
    with pytest.raises(HandoverRefused) as refused:
        handing.accept_handover(handover=handover, heard=[LEAK.key], face_to_face=True, actor=cast.rita, at=NINE)
    assert refused.value.field == "taker"


def test_what_came_up_after_the_offer_must_be_heard_too(
    cast: Cast, post: Post, open_matters: list[HangingItem]
) -> None:
    handover = handing.offer_handover(handover=written(cast, post), actor=cast.rita, at=NINE)
    open_matters.append(LIFT)
    with pytest.raises(HandoverRefused) as refused:
        handing.accept_handover(handover=handover, heard=[LEAK.key], face_to_face=True, actor=cast.hana, at=NINE)
    assert refused.value.keys == [LIFT.key]


def test_face_to_face_is_mandatory_and_then_it_is_signed(
    cast: Cast, post: Post, open_matters: list[HangingItem]
) -> None:
    handover = handing.offer_handover(handover=written(cast, post), actor=cast.rita, at=NINE)
    with pytest.raises(HandoverRefused) as refused:
        handing.accept_handover(handover=handover, heard=[LEAK.key], face_to_face=False, actor=cast.hana, at=NINE)
    assert refused.value.field == "face_to_face"
    handing.accept_handover(handover=handover, heard=[LEAK.key], face_to_face=True, actor=cast.hana, at=NINE)
    assert (handover.stage, handover.taker) == (HandoverState.ACCEPTED, cast.hana)
    assert "hand_over" in {entry.action for entry in timeline((handing.HANDOVER, handover.pk))}
    assert not [broken for each in INVARIANTS for broken in each.broken(cast.site)]


def test_a_question_sends_it_back_and_it_is_offered_again(
    cast: Cast, post: Post, open_matters: list[HangingItem]
) -> None:
    handover = handing.offer_handover(handover=written(cast, post), actor=cast.rita, at=NINE)
    handing.question_handover(handover=handover, question="配件几点到?", actor=cast.hana, at=NINE)
    assert handover.stage is HandoverState.QUESTIONED
    with pytest.raises(MoveRefused):
        handing.accept_handover(handover=handover, heard=[LEAK.key], face_to_face=True, actor=cast.hana, at=NINE)
    handing.offer_handover(handover=handover, actor=cast.rita, at=NINE)
    assert (handover.stage, handover.question) == (HandoverState.OFFERED, "")


def test_the_next_handover_knows_what_was_carried(cast: Cast, post: Post, open_matters: list[HangingItem]) -> None:
    handover = handing.offer_handover(handover=written(cast, post), actor=cast.rita, at=NINE)
    handing.accept_handover(handover=handover, heard=[LEAK.key], face_to_face=True, actor=cast.hana, at=NINE)
    following = handing.begin_handover(site=cast.site, post=post, actor=cast.hana, at=NINE + timedelta(hours=12))
    handing.collect(following, NINE + timedelta(hours=12))
    assert following.pk != handover.pk and following.items.get().carried == 1


def test_only_its_giver_writes_and_a_second_begin_is_the_same(
    cast: Cast, post: Post, open_matters: list[HangingItem]
) -> None:
    first = handing.begin_handover(site=cast.site, post=post, actor=cast.rita, at=NINE)
    assert handing.begin_handover(site=cast.site, post=post, actor=cast.hana, at=NINE) == first
    with pytest.raises(HandoverRefused):
        handing.write_handover(handover=first, information="x", told={}, found={}, actor=cast.hana, at=NINE)


def test_the_shift_change_is_owed_and_ended_by_the_signature(
    cast: Cast, post: Post, open_matters: list[HangingItem]
) -> None:
    handover = handing.offer_handover(handover=written(cast, post), actor=cast.rita, at=NINE)
    plan_now(handing.POST, [post.pk], at=NINE)
    owed = Duty.objects.filter(standard_code="watch.handover.desk", subject_id=post.pk, state="open").order_by("due_at")
    first = owed[0]
    handing.accept_handover(
        handover=handover, heard=[LEAK.key], face_to_face=True, actor=cast.hana, at=first.due_at - timedelta(minutes=5)
    )
    plan_now(handing.POST, [post.pk], at=first.due_at)
    first.refresh_from_db()
    assert first.state == "on_time"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_sign_at_once_one_takes_over(cast_committed: Cast, open_matters: list[HangingItem]) -> None:
    cast = cast_committed
    post = Post.objects.create(site=cast.site, code="frontdesk", name_zh="前台", name_en="Front desk")
    number = handing.offer_handover(handover=written(cast, post), actor=cast.rita, at=NINE).number

    def sign(taker: User) -> str:
        handover = Handover.objects.get(number=number)
        try:
            handing.accept_handover(handover=handover, heard=[LEAK.key], face_to_face=True, actor=taker, at=NINE)
        except MoveRefused:
            return "late"
        return "signed"

    outcomes = race([partial(sign, taker) for taker in (cast.hana, cast.gus, cast.tom, cast.bob)])
    assert sorted(outcomes) == ["late", "late", "late", "signed"]


def test_a_log_line_is_written_once_and_corrected_by_a_line(cast: Cast, post: Post) -> None:
    key = uuid.uuid4()
    line = a_line(cast, post, text="东门道闸不灵", form_key=key)
    first = write_log(**line)  # type: ignore[arg-type]
    assert write_log(**line) == first and LogEntry.objects.count() == 1  # type: ignore[arg-type]
    fix = write_log(
        **line | {"kind": LogKind.CORRECTION, "corrects": first, "form_key": uuid.uuid4(), "text": "是西门"}
    )  # type: ignore[arg-type]
    first.refresh_from_db()
    assert (first.text, list(first.corrections.all())) == ("东门道闸不灵", [fix])


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": " "}, "text"),
        ({"happened_at": NINE + timedelta(seconds=1)}, "at"),
        ({"happened_at": NINE - timedelta(days=366, seconds=1)}, "at"),
        ({"kind": LogKind.CORRECTION}, "corrects"),
    ],
)
def test_a_log_line_says_what_and_when(cast: Cast, post: Post, fields: dict[str, Any], field: str) -> None:
    line = a_line(cast, post, text="巡查正常", form_key=uuid.uuid4())
    with pytest.raises(LogRefused) as refused:
        write_log(**line | fields)  # type: ignore[arg-type]
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("kind", "standard", "count"),
    [
        (PointKind.DESK, "watch.patrol.desk", 2),
        (PointKind.KEY, "watch.patrol.key_area", 4),
        (PointKind.NIGHT, "watch.patrol.night", 2),
    ],
)
def test_points_are_visited_as_often_as_promised(cast: Cast, kind: PointKind, standard: str, count: int) -> None:
    point = set_point(site=cast.site, point=Checkpoint(code="P1", name="东门", kind=kind), actor=cast.mei, at=NINE)
    plan_now("watch.checkpoint", [point.pk], at=NINE)
    rows = Duty.objects.filter(standard_code=standard, subject_id=point.pk)
    per_day: dict[str, int] = {}
    for row in rows:
        per_day[row.occurrence.split("#")[0]] = per_day.get(row.occurrence.split("#")[0], 0) + 1
    assert max(per_day.values()) == count and sorted(per_day.values())[len(per_day) // 2] == count


def test_bad_weather_owes_every_point_a_visit_within_the_hour(cast: Cast) -> None:
    point = set_point(
        site=cast.site, point=Checkpoint(code="P1", name="东门", kind=PointKind.DESK), actor=cast.mei, at=NINE
    )
    closed = Checkpoint(code="P2", name="旧门", kind=PointKind.DESK, is_open=False)
    set_point(site=cast.site, point=closed, actor=cast.mei, at=NINE)
    with pytest.raises(LogRefused):
        warn_of_weather(site=cast.site, words=" ", actor=cast.gus, at=NINE)
    assert warn_of_weather(site=cast.site, words="台风黄色预警", actor=cast.gus, at=NINE) == 1
    plan_now("watch.checkpoint", [point.pk, closed.pk], at=NINE)
    duty = Duty.objects.get(standard_code="watch.patrol.weather")
    assert (duty.subject_id, duty.due_at) == (point.pk, NINE + timedelta(hours=1))


@pytest.fixture
def desk(client: Client, cast: Cast) -> Iterator[Client]:
    client.force_login(cast.rita)
    yield client


def test_the_page_keeps_what_was_typed_and_names_what_hangs(
    desk: Client, cast: Cast, post: Post, open_matters: list[HangingItem]
) -> None:
    desk.post(reverse("watch:begin", args=[cast.site.code, post.code]))
    handover = Handover.objects.get()
    page = reverse("watch:handover", args=[cast.site.code, handover.number])
    answer = desk.post(page, {"verb": "offer", "information": "记得浇花", "found-keys": "5"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "记得浇花" in text and "is-invalid" in text and LEAK.text in text
    item = handover.items.get()
    answer = desk.post(
        page, {"verb": "offer", "information": "记得浇花", "found-keys": "5", f"told-{item.pk}": "等配件"}
    )
    assert answer.status_code == 302
    desk.force_login(cast.hana)
    assert desk.post(page, {"verb": "accept", "face_to_face": "on"}).status_code == 422
    assert desk.post(page, {"verb": "accept", "face_to_face": "on", "heard": [LEAK.key]}).status_code == 302
    pdf = desk.get(reverse("watch:record", args=[cast.site.code, handover.number]))
    assert pdf.content.startswith(b"%PDF")


def test_strangers_find_nothing_and_auditors_change_nothing(
    client: Client, cast: Cast, post: Post, open_matters: list[HangingItem]
) -> None:
    handover = handing.begin_handover(site=cast.site, post=post, actor=cast.rita, at=NINE)
    page = reverse("watch:handover", args=[cast.site.code, handover.number])
    client.force_login(cast.charlie)
    assert client.get(page).status_code == 404
    client.force_login(cast.audrey)
    assert (client.get(page).status_code, client.post(page, {"verb": "offer"}).status_code) == (200, 403)
