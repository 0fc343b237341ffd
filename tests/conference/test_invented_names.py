"""Names of rehearsed guests."""

from guanjia.conference.rehearsal.visitors import MOST, invented_name


def test_as_many_names_differ_as_a_rehearsal_brings() -> None:
    assert len({invented_name(number) for number in range(MOST)}) == MOST
