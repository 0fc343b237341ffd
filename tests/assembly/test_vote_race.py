"""Votes against the close, twice the same vote, two votes of one person, and two motions opened: settled by the database."""

import pytest

from guanjia.assembly.actions.motions import close_motion, open_motion
from guanjia.assembly.actions.voting import Voted, cast_vote
from guanjia.assembly.models import Ballot, Elector, Motion
from guanjia.assembly.queries.results import count_again, result_words
from guanjia.assembly.rules.refusals import AlreadyVoted, AssemblyRefused, VoteClosed
from guanjia.assembly.rules.states import Way
from tests.assembly.meetings import AT, in_session, motion_of, person
from tests.cast import Cast
from tests.harness.race import race

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = tuple(f"代表{n}" for n in range(8))


@pytest.mark.parametrize("way", [Way.OPEN, Way.SECRET])
def test_a_vote_is_counted_or_refused_but_never_in_between(cast_committed: Cast, way: Way) -> None:
    assembly = in_session(cast_committed, *NAMES)
    motion = motion_of(assembly, cast_committed, way=way)
    voters = [person(assembly, name) for name in NAMES]

    def cast_of(number: int) -> Voted:
        return cast_vote(attendee=voters[number], motion_id=motion.pk, option="for", key=f"key-of-{number:016}", at=AT)

    deeds = [lambda number=number: cast_of(number) for number in range(len(NAMES))]
    outcomes = race([*deeds[:4], lambda: close_motion(motion=motion, actor=cast_committed.alice, at=AT), *deeds[4:]])
    closed, votes = outcomes.pop(4), outcomes
    assert isinstance(closed, Motion), closed
    taken = [each for each in votes if isinstance(each, Voted)]
    assert all(isinstance(each, Voted | VoteClosed) for each in votes), votes
    assert closed.result["lines"]["for"][0] == len(taken) == Ballot.objects.filter(motion=motion).count()
    assert Elector.objects.filter(motion=motion, voted=True).count() == len(taken)
    assert result_words(count_again(Motion.objects.get(pk=motion.pk))) == closed.result


def test_one_vote_sent_by_eight_at_once_is_one(cast_committed: Cast) -> None:
    assembly = in_session(cast_committed, *NAMES)
    motion = motion_of(assembly, cast_committed, way=Way.SECRET)
    voter = person(assembly, NAMES[0])
    send = lambda: cast_vote(attendee=voter, motion_id=motion.pk, option="for", key="k" * 20, at=AT)  # noqa: E731
    outcomes = race([send] * 8)
    assert len({each.receipt for each in outcomes}) == 1 and sum(not each.repeat for each in outcomes) == 1
    others = race([lambda n=n: cast_vote(attendee=person(assembly, NAMES[1]), motion_id=motion.pk, option="for",
                                         key=f"other-page-{n:09}", at=AT) for n in range(4)])  # fmt: skip
    assert sorted(type(each).__name__ for each in others) == [AlreadyVoted.__name__] * 3 + [Voted.__name__]
    assert Ballot.objects.filter(motion=motion).count() == 2


def test_of_two_motions_opened_at_once_one_is(cast_committed: Cast) -> None:
    assembly = in_session(cast_committed, *NAMES)
    motions = [motion_of(assembly, cast_committed, opened=False) for _n in range(2)]
    outcomes = race([lambda m=m: open_motion(motion=m, actor=cast_committed.alice, at=AT) for m in motions])
    assert sorted(type(each).__name__ for each in outcomes) == [AssemblyRefused.__name__, Motion.__name__]
    assert Motion.objects.filter(assembly=assembly, state="open").count() == 1
