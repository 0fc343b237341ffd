"""Three days of an estate's papers: documents come in and go out, forms are filled and signed, nothing is astray."""

import pytest

from guanjia.foundation.rehearsal.public import troupes
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.homes.rehearsal.week import set_stage
from guanjia.papers.models import Record, Sheet
from guanjia.papers.rehearsal import INVARIANTS, report
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.frontdesk.parcels.test_rehearsal import perform


@pytest.mark.django_db
def test_the_papers_of_an_estate_are_played(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in troupes if name != "papers"]:
        monkeypatch.delitem(troupes, name)
    Site.objects.filter(pk=cast.site.pk).update(held_at=NINE)
    site = Site.objects.get(pk=cast.site.pk)
    stage, end = set_stage(site, seed=7, days=3, homes=20)
    perform(stage, end)
    assert report(stage) == {"documents": 3, "forms": 3}
    assert set(Record.objects.values_list("state", flat=True)) == {"archived", "out"}
    assert set(Sheet.objects.values_list("state", flat=True)) == {"reserved", "filled", "signed"}
    assert [told for invariant in INVARIANTS for told in invariant.broken(site)] == []
