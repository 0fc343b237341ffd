"""Two people hand out at the same instant."""

import pytest

from guanjia.materials.actions.handing import hand_copy
from guanjia.materials.models import Copy, HandOut
from guanjia.materials.rules.refusals import PaperRefused, PaperStale
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.harness.race import race
from tests.materials.papers import copy, guest, meeting, printed


@pytest.mark.django_db(transaction=True)
def test_one_copy_goes_out_once_and_the_other_reads_who_has_it(cast_committed: Cast) -> None:
    event = meeting(cast_committed)
    paper = printed(cast_committed, event)
    reader = guest(event, "赵一")

    def hand() -> Copy:
        return hand_copy(copy=copy(paper, 1), guest=reader, actor=cast_committed.bob, at=NINE)

    outcomes = race([hand, hand])
    lost = [each for each in outcomes if isinstance(each, PaperStale | PaperRefused)]
    assert [type(each) for each in outcomes].count(Copy) == 1 and len(lost) == 1 and "赵一" in str(lost[0])
    assert HandOut.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_nobody_gets_two_spares_of_one_paper(cast_committed: Cast) -> None:
    event = meeting(cast_committed)
    paper = printed(cast_committed, event, count=6)
    Copy.objects.filter(paper=paper).update(meant_for=None)
    reader = guest(event, "赵一")

    def hand(serial: int) -> Copy:
        return hand_copy(copy=copy(paper, serial), guest=reader, actor=cast_committed.bob, at=NINE)

    outcomes = race([lambda: hand(1), lambda: hand(2)])
    assert [type(each) for each in outcomes].count(Copy) == 1
    assert all(isinstance(each, Copy | PaperStale | PaperRefused) for each in outcomes)
    assert HandOut.objects.count() == 1 and Copy.objects.filter(state="out").count() == 1
