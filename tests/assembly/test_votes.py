"""Votes on the database: once each, changed while open, never after, secret ones without a trace, counts by two people."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from guanjia.assembly.actions.assembling import adjourn, adjust, follow_guests, open_assembly, set_up, weigh
from guanjia.assembly.actions.counting import enter_count
from guanjia.assembly.actions.motions import close_motion, drop_motion, open_motion
from guanjia.assembly.actions.voting import enter_slip
from guanjia.assembly.models import Ballot, Elector, Motion
from guanjia.assembly.queries.results import count_again, result_words, verdict_of
from guanjia.assembly.rules.refusals import AlreadyVoted, AssemblyRefused, VoteClosed
from guanjia.assembly.rules.states import MotionState, Video, Way
from guanjia.assembly.rules.tally import Majority, Quorum
from guanjia.conference.rules.guests import GuestRole
from guanjia.foundation.journal.models import Entry
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.kernel.states import MoveRefused
from tests.assembly.meetings import AT, in_session, invite, make_block, motion_of, person, vote
from tests.cast import Cast
from tests.factories.conference import NINE

pytestmark = pytest.mark.django_db


def test_a_vote_by_name_from_opening_to_result(cast: Cast) -> None:
    assembly = in_session(cast, "赵一", "钱二", "孙三")
    motion = motion_of(assembly, cast)
    vote(assembly, motion, "赵一", key="k" * 20)
    again = vote(assembly, motion, "赵一", "against", key="k" * 20)
    assert again.repeat and again.option == "for", "the same page sent twice is one vote and the first answer"
    assert vote(assembly, motion, "赵一", "against", key="k" * 20, seen_rev=1).option == "for", (
        "whatever it says it saw"
    )
    vote(assembly, motion, "钱二", "against")
    changed = vote(assembly, motion, "钱二", "for", seen_rev=1)
    assert changed.changed
    with pytest.raises(AlreadyVoted):
        vote(assembly, motion, "钱二", "against", seen_rev=1)
    done = close_motion(motion=motion, actor=cast.alice, at=AT)
    assert done.result["lines"]["for"] == [2, "2"] and done.result["carried"] is True and done.result["present"] == 3
    assert result_words(count_again(done)) == done.result and verdict_of(done) == "通过。"
    late = vote(assembly, motion, "赵一", key="k" * 20)
    assert late.repeat, "who asks again after the close gets the old answer"
    with pytest.raises(VoteClosed):
        vote(assembly, motion, "孙三")
    with pytest.raises(VoteClosed):
        vote(assembly, motion, "赵一", "against", seen_rev=1)
    with pytest.raises(MoveRefused):
        open_motion(motion=motion, actor=cast.alice, at=AT)


def test_nothing_of_a_closed_vote_can_be_written_by_whatever_code(cast: Cast) -> None:
    assembly = in_session(cast, "赵一", "钱二")
    motion = motion_of(assembly, cast)
    vote(assembly, motion, "赵一")
    close_motion(motion=motion, actor=cast.alice, at=AT)
    other = motion_of(assembly, cast)
    writes = [
        lambda: Ballot.objects.filter(motion=motion).update(option="against"),
        lambda: Ballot.objects.filter(motion=motion).update(motion=other),
        lambda: Ballot.objects.filter(motion=motion).delete(),
        lambda: Ballot.objects.create(motion=motion, option="for", receipt="X", key="x"),
        lambda: Elector.objects.filter(motion=motion).update(voted=True),
        lambda: Motion.objects.filter(pk=motion.pk).update(state="open"),
        lambda: Motion.objects.filter(pk=motion.pk).update(result={}),
    ]
    for write in writes:
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_a_secret_vote_leaves_no_way_from_the_voter_to_the_vote(cast: Cast) -> None:
    assembly = in_session(cast, "赵一", "钱二", "孙三")
    motion = motion_of(assembly, cast, way=Way.SECRET)
    before = Entry.objects.count()
    told = {
        name: vote(assembly, motion, name, option)
        for name, option in [("赵一", "for"), ("钱二", "against"), ("孙三", "for")]
    }
    assert Entry.objects.count() == before, "a row in the journal for each would tell by its order"
    ids = set(Ballot.objects.filter(motion=motion).values_list("pk", flat=True))
    with pytest.raises(AlreadyVoted):
        vote(assembly, motion, "赵一", "against", seen_rev=1)
    done = close_motion(motion=motion, actor=cast.alice, at=AT)
    rows = Ballot.objects.filter(motion=motion)
    assert not rows.exclude(attendee=None).exists() and not rows.exclude(at=None).exists()
    assert not ids & set(rows.values_list("pk", flat=True)), "written anew under other ids at the close"
    assert not Elector.objects.filter(motion=motion).exclude(voted_at=None).exists()
    published = dict(rows.values_list("receipt", "option"))
    assert {name: published[each.receipt] for name, each in told.items()} == {
        "赵一": "for",
        "钱二": "against",
        "孙三": "for",
    }
    assert done.result["voted"] == 3 and done.result["lines"]["for"] == [2, "2"]


def test_who_has_no_vote_and_who_is_not_there(cast: Cast) -> None:
    block = make_block(cast)
    invite(block, "列席者", role=GuestRole.SIT_IN)
    invite(block, "未到者", here=False)
    invite(block, "到会者")

    assembly = open_assembly(assembly=set_up(block=block, actor=cast.alice, at=NINE), actor=cast.alice, at=NINE)
    motion = motion_of(assembly, cast)
    with pytest.raises(AssemblyRefused, match="表决权"):
        vote(assembly, motion, "列席者")
    with pytest.raises(AssemblyRefused, match="到会"):
        vote(assembly, motion, "未到者")
    with pytest.raises(AssemblyRefused):
        vote(assembly, motion, "到会者", "maybe")
    with pytest.raises(AssemblyRefused):
        vote(assembly, motion, "到会者", key="short")
    invite(block, "新来者")
    follow_guests(assembly)
    with pytest.raises(AssemblyRefused, match="表决权"):
        vote(assembly, motion, "新来者")
    done = close_motion(motion=motion, actor=cast.alice, at=AT)
    assert done.result["entitled"] == 2 and done.result["present"] == 1 and not done.result["quorate"]


def test_weights_are_frozen_when_the_vote_opens(cast: Cast) -> None:
    assembly = in_session(cast, "赵一", "钱二", "孙三")
    weigh(attendee=person(assembly, "赵一"), weight=Decimal("120.5"), actor=cast.alice, at=AT)
    motion = motion_of(assembly, cast, weighted=True, majority=Majority.HALF_ENTITLED)
    weigh(attendee=person(assembly, "钱二"), weight=Decimal(900), actor=cast.alice, at=AT)
    for name, option in (("赵一", "for"), ("钱二", "against"), ("孙三", "against")):
        vote(assembly, motion, name, option)
    done = close_motion(motion=motion, actor=cast.alice, at=AT)
    assert done.result["lines"] == {"for": [1, "120.5"], "against": [2, "2"], "abstain": [0, "0"]}
    assert done.result["carried"] is True and done.result["entitled_weight"] == "122.5"
    with pytest.raises(AssemblyRefused):
        weigh(attendee=person(assembly, "赵一"), weight=Decimal(0), actor=cast.alice, at=AT)


def test_hands_are_counted_by_two(cast: Cast) -> None:
    assembly = in_session(cast, "赵一", "钱二", "孙三", "李四")
    motion = motion_of(assembly, cast, way=Way.HANDS)
    with pytest.raises(AssemblyRefused, match="举手"):
        vote(assembly, motion, "赵一")
    numbers = {"for": 3, "against": 1, "abstain": 0}
    count = {"motion": motion, "at": AT}
    with pytest.raises(AssemblyRefused):
        close_motion(motion=motion, actor=cast.alice, at=AT)
    with pytest.raises(AssemblyRefused, match="5"):
        enter_count(numbers={"for": 4, "against": 1, "abstain": 0}, actor=cast.alice, **count)
    with pytest.raises(AssemblyRefused):
        enter_count(numbers={"for": 4}, actor=cast.alice, **count)
    enter_count(numbers=numbers, actor=cast.alice, **count)
    enter_count(numbers=numbers, actor=cast.alice, **count)
    with pytest.raises(AssemblyRefused, match="第二人"):
        close_motion(motion=motion, actor=cast.alice, at=AT)
    with pytest.raises(AssemblyRefused):
        enter_count(numbers={"for": 2, "against": 2, "abstain": 0}, actor=cast.lin, **count)
    assert enter_count(numbers=numbers, actor=cast.lin, **count).confirmed_by == cast.lin
    with pytest.raises(AssemblyRefused):
        enter_count(numbers=numbers, actor=cast.alice, **count)
    assert close_motion(motion=motion, actor=cast.alice, at=AT).result["lines"]["for"] == [3, "3"]


def test_slips_of_paper_count_beside_screens(cast: Cast) -> None:
    assembly = in_session(cast, "赵一", "钱二", "孙三")
    named = motion_of(assembly, cast)
    enter_slip(attendee=person(assembly, "赵一"), motion=named, option="against", actor=cast.alice, at=AT)
    with pytest.raises(AlreadyVoted):
        vote(assembly, named, "赵一", seen_rev=1)
    with pytest.raises(AlreadyVoted):
        enter_slip(attendee=person(assembly, "赵一"), motion=named, option="for", actor=cast.alice, at=AT)
    assert close_motion(motion=named, actor=cast.alice, at=AT).result["lines"]["against"] == [1, "1"]

    secret = motion_of(assembly, cast, way=Way.SECRET)
    vote(assembly, secret, "赵一")
    enter_slip(attendee=person(assembly, "钱二"), motion=secret, option="", actor=cast.alice, at=AT)
    with pytest.raises(AssemblyRefused):
        close_motion(motion=secret, actor=cast.alice, at=AT)
    with pytest.raises(AssemblyRefused, match="2"):
        enter_count(motion=secret, numbers={"for": 2, "against": 0, "abstain": 0}, actor=cast.alice, at=AT)
    for who in (cast.alice, cast.lin):
        enter_count(motion=secret, numbers={"for": 0, "against": 1, "abstain": 0}, actor=who, at=AT)
    done = close_motion(motion=secret, actor=cast.alice, at=AT)
    assert done.result["lines"]["against"] == [1, "1"] and done.result["voted"] == 2


def test_a_line_that_drops_after_the_vote_still_counts_and_one_before_does_not(cast: Cast) -> None:
    assembly = in_session(cast, "赵一", "钱二")
    far = person(assembly, "钱二")
    far.said, far.seen_at = "remote", AT
    far.save()
    motion = motion_of(assembly, cast)
    vote(assembly, motion, "钱二")
    late = AT + timedelta(minutes=5)
    done = close_motion(motion=motion, actor=cast.alice, at=late)
    assert done.result["present"] == 2
    second = motion_of(assembly, cast)
    with pytest.raises(AssemblyRefused):
        vote(assembly, second, "钱二", at=late)
    assert close_motion(motion=second, actor=cast.alice, at=late).result["present"] == 1


def test_bad_motions_and_a_meeting_that_cannot_end(cast: Cast) -> None:
    assembly = in_session(cast, "赵一")
    bad = [
        {"title": " "},
        {"weighted": True, "way": Way.SECRET},
        {"weighted": True, "way": Way.HANDS},
        {"options": ("甲", "乙")},
        {"majority": Majority.MOST, "options": ("甲",)},
        {"majority": Majority.MOST, "options": ("甲", "甲")},
    ]
    for fields in bad:
        with pytest.raises(AssemblyRefused):
            motion_of(assembly, cast, opened=False, **fields)
    with pytest.raises(SecretRefused):
        motion_of(assembly, cast, opened=False, title="机密★3年 关于预算")
    first, second = motion_of(assembly, cast, opened=False), motion_of(assembly, cast, opened=False)
    drop_motion(motion=second, actor=cast.alice, at=AT)
    drop_motion(motion=second, back=True, actor=cast.alice, at=AT)
    open_motion(motion=first, actor=cast.alice, at=AT)
    with pytest.raises(AssemblyRefused):
        open_motion(motion=second, actor=cast.alice, at=AT)
    with pytest.raises(AssemblyRefused):
        adjourn(assembly=assembly, actor=cast.alice, at=AT)
    close_motion(motion=first, actor=cast.alice, at=AT)
    assert Motion.objects.get(pk=first.pk).stage is MotionState.CLOSED
    over = adjourn(assembly=assembly, actor=cast.alice, at=AT)
    with pytest.raises(AssemblyRefused):
        open_motion(motion=second, actor=cast.alice, at=AT)
    with pytest.raises(MoveRefused):
        adjourn(assembly=over, actor=cast.alice, at=AT)


def test_an_internal_meeting_is_for_the_hall_and_a_controlled_one_has_nothing(cast: Cast) -> None:

    with pytest.raises(AssemblyRefused):
        set_up(block=make_block(cast, secrecy="controlled"), actor=cast.alice, at=AT)
    assembly = in_session(cast, "赵一", secrecy="internal")
    plain = {
        "remote": False,
        "own_devices": False,
        "video": Video.NONE,
        "video_url": "",
        "video_code": "",
        "chair_id": None,
    }
    who = {"assembly": assembly, "actor": cast.alice, "at": AT}
    for wrong in ({"remote": True}, {"own_devices": True}, {"video": Video.PEER}):
        with pytest.raises(AssemblyRefused):
            adjust(**(plain | wrong), **who)
    chair = person(assembly, "赵一")
    assert adjust(**(plain | {"chair_id": chair.pk}), **who).chair == chair
    ordinary = in_session(cast, "赵一")
    who["assembly"] = ordinary
    for wrong in (
        {"video": Video.PEER},
        {"remote": True, "video": Video.LINK},
        {"remote": True, "video": Video.LINK, "video_url": "http://x.cn/1"},
    ):
        with pytest.raises(AssemblyRefused):
            adjust(**(plain | wrong), **who)
    assert adjust(
        **(plain | {"remote": True, "video": Video.LINK, "video_url": "https://meeting.example.cn/1"}), **who
    ).remote


def test_the_quorum_holds_nothing_open_that_is_below_it(cast: Cast) -> None:
    block = make_block(cast)
    invite(block, "赵一", "钱二")
    invite(block, "孙三", "李四", here=False)

    assembly = open_assembly(assembly=set_up(block=block, actor=cast.alice, at=NINE), actor=cast.alice, at=NINE)
    motion = motion_of(assembly, cast, quorum=Quorum.HALF)
    vote(assembly, motion, "赵一")
    vote(assembly, motion, "钱二")
    done = close_motion(motion=motion, actor=cast.alice, at=AT)
    assert not done.result["quorate"] and done.result["carried"] is False, "two of four are not more than half"
