"""The site stands at nine."""

import pytest

from guanjia.foundation.sites.public import Site
from tests.cast import Cast
from tests.factories.conference import NINE


@pytest.fixture
def site(cast: Cast) -> Site:
    Site.objects.filter(pk=cast.site.pk).update(held_at=NINE)
    cast.site.refresh_from_db()
    return cast.site
