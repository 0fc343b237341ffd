"""A serving process is killed while people vote: nothing that was acknowledged is lost, nothing is counted twice."""

import pytest

from guanjia.assembly.actions.motions import close_motion
from guanjia.assembly.actions.voting import key_hash
from guanjia.assembly.models import Attendee, Ballot, Elector
from guanjia.assembly.queries.rooms import room_path
from guanjia.assembly.rules.states import Way
from guanjia.foundation.sites.models import Site
from tests.assembly.meetings import AT, in_session, motion_of
from tests.cast import Cast
from tests.harness.house import House, served
from tests.harness.voting import Sent, kill_family, vote_all

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_engine]
VOTERS, CLIENTS = 60, 6


def test_a_killed_server_loses_no_vote_and_doubles_none(house: House, cast_committed: Cast) -> None:
    assembly = in_session(cast_committed, *[f"代表{n:03}" for n in range(VOTERS)])
    motion = motion_of(assembly, cast_committed, way=Way.SECRET)
    Site.objects.update(held_at=AT)
    people = list(Attendee.objects.filter(assembly=assembly))
    votes = [
        Sent(
            f"{room_path(row)}vote/",
            {"motion": str(motion.pk), "option": "for" if n % 3 else "against", "key": f"page-of-{row.pk:012}"},
        )
        for n, row in enumerate(people)
    ]
    with served() as doomed:
        addresses = [_address(doomed), _address(house)]
        count = vote_all(
            addresses, votes, clients=CLIENTS, kill_after=VOTERS // 3, kill=lambda: kill_family(doomed.process)
        )
    assert count.refused == [] and count.told == VOTERS and count.again > 0, count
    keys = set(Ballot.objects.filter(motion=motion).values_list("key", flat=True))
    assert keys == {key_hash(row.pk, motion.pk, f"page-of-{row.pk:012}") for row in people}
    assert (
        Elector.objects.filter(motion=motion, voted=True).count()
        == Ballot.objects.filter(motion=motion).count()
        == VOTERS
    )
    done = close_motion(motion=motion, actor=cast_committed.alice, at=AT)
    assert done.result["lines"] == {"for": [40, "40"], "against": [20, "20"], "abstain": [0, "0"]}


def _address(house: House) -> tuple[str, int]:
    host, port = house.url.removeprefix("http://").split(":")
    return host, int(port)
