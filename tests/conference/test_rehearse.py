"""A day played on the virtual clock."""

import pytest

from guanjia.conference.rehearsal.copying import NothingToPlay
from guanjia.conference.rehearsal.playing import rehearse
from guanjia.foundation.sites.public import Site
from tests.cast import Cast
from tests.factories.conference import make_event, make_sitting
from tests.factories.places import make_floor, make_room, make_space

pytestmark = pytest.mark.django_db


def test_a_day_is_played_the_same_with_the_same_seed(cast: Cast) -> None:
    event, floor = make_event(cast.site), make_floor(cast.site)
    for number in range(3):
        room = make_room(cast.site, spaces=[make_space(cast.site, f"P{number}", floor=floor)], setup_minutes=15)
        make_sitting(event, room, 30 * number, 60)
        make_sitting(event, room, 180, 120)
    first, second = (rehearse(event, seed=7) for _run in range(2))
    assert first == second
    assert first["broken_invariants"] == []
    assert first["sessions"] == 6
    duties = first["duties"]
    assert duties["planned"] == sum(duties[name] for name in ("on_time", "late", "missed", "withdrawn"))
    assert duties["on_time"] > 40
    assert first["clock_deaths"] == 1
    assert first["double_admissions"] == 0
    assert first["guests"] == 20 + 3
    assert 0 < first["admitted"] <= first["guests"]
    assert Site.objects.filter(rehearsal_of=cast.site).count() == 2
    assert rehearse(event, seed=8) != first


def test_an_event_without_a_placed_sitting_cannot_be_played(cast: Cast) -> None:
    with pytest.raises(NothingToPlay):
        rehearse(make_event(cast.site), seed=1)
