"""The worked cases: each is played and judged (CASE-001, 002, 019; CONF-029, 034; EQFT-010, 016)."""

import pytest

from guanjia.foundation.rehearsal.public import cases
from tests.cast import Cast
from tests.factories.conference import NINE

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


@pytest.mark.parametrize(
    "code", ["power-cut", "burst-pipe", "fruit", "layout-change", "dinner", "forum", "word-of-mouth"]
)
def test_a_case_keeps_its_promises(cast: Cast, code: str) -> None:
    played = cases[code].play(cast.site, 7, NINE, lambda now, end: None)
    assert [check for check in played.checks if not check.good] == []
    assert len(played.told) >= 3 and [at for at, _words in played.told] == sorted(at for at, _words in played.told)
