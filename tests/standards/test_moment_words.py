"""Every moment that a promise may count from has a name that people read."""

import pytest

from guanjia.foundation.subjects.public import kinds
from guanjia.standards.public import moment_label

MOMENTS = sorted({moment for kind in kinds() if not kind.code.startswith("test") for moment in kind.moments})


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_moment_is_called_by_words(moment: str) -> None:
    assert moment_label(moment) != moment and "_" not in moment_label(moment)
