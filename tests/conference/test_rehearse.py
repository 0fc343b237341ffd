"""A day played on the virtual clock."""

import pytest

from guanjia.conference.actions.gates import AT_GATES
from guanjia.conference.models import Event
from guanjia.conference.rehearsal.copying import NothingToPlay
from guanjia.conference.rehearsal.playing import rehearse
from guanjia.foundation.sites.public import Site
from tests.cast import Cast
from tests.factories.conference import make_event, make_sitting
from tests.factories.places import make_floor, make_room, make_space

pytestmark = pytest.mark.django_db


def an_event(cast: Cast, *, rooms: int) -> Event:
    """Two sittings in each of so many rooms, one of them alone and one beside the others."""
    event, floor = make_event(cast.site), make_floor(cast.site)
    for number in range(rooms):
        room = make_room(cast.site, spaces=[make_space(cast.site, f"P{number}", floor=floor)], setup_minutes=15)
        make_sitting(event, room, 30 * number, 60)
        make_sitting(event, room, 180, 120)
    return event


@pytest.mark.one_engine
def test_a_day_is_played_the_same_with_the_same_seed(cast: Cast) -> None:
    event = an_event(cast, rooms=1)
    first, second, other = (rehearse(event, seed=seed) for seed in (7, 7, 8))
    assert first == second
    assert other != first
    assert Site.objects.filter(rehearsal_of=cast.site).count() == 3


def test_a_day_is_played(cast: Cast) -> None:
    cast.site.settings[AT_GATES.key] = True
    cast.site.save()
    first = rehearse(an_event(cast, rooms=3), seed=7)
    assert first["broken_invariants"] == []
    assert first["sessions"] == 6
    duties = first["duties"]
    assert duties["planned"] == sum(duties[name] for name in ("on_time", "late", "missed", "withdrawn"))
    assert duties["on_time"] > 40
    assert first["clock_deaths"] == 1
    assert first["double_admissions"] == 0
    assert first["guests"] == 20 + 3
    assert 0 < first["admitted"] <= first["guests"]
    assert (first["layouts"], first["layouts_by_hand"]) == (2, 1)
    assert first["announced"] >= 20 and 0 < first["at_gates"] <= first["admitted"] and first["refused_at_gates"] == 0


def test_an_event_without_a_placed_sitting_cannot_be_played(cast: Cast) -> None:
    with pytest.raises(NothingToPlay):
        rehearse(make_event(cast.site), seed=1)
