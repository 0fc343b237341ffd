"""Two phones send the same photo at once; two clerks take the same sheet over at once."""

from datetime import UTC, datetime

import pytest

from guanjia.foundation.files.models import StoredFile
from guanjia.foundation.files.public import content_of, store
from guanjia.foundation.persons.public import Person
from guanjia.foundation.tables.models import ImportRun
from guanjia.foundation.tables.public import apply
from tests.cast import make_cast
from tests.foundation.test_files_rules import picture
from tests.foundation.test_tables_import import GUESTS, importer, send
from tests.harness.race import race

AT = datetime(2026, 3, 5, 5, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_photo_at_once_is_one_file() -> None:
    cast = make_cast()
    content = picture("JPEG", (400, 300))
    found = race([lambda: store(site=cast.site, upload=content, name="a.jpg", actor=cast.alice, at=AT)] * 8)
    assert len({file.pk for file in found}) == 1
    assert StoredFile.objects.count() == 1
    assert content_of(StoredFile.objects.get()) is not None


def test_the_same_sheet_at_once_is_taken_over_once() -> None:
    cast = make_cast()
    run = send(cast, GUESTS)
    race([lambda: apply(ImportRun.objects.get(pk=run.pk), importer=importer(), actor=cast.alice, at=AT)] * 6)
    run.refresh_from_db()
    assert (run.state, run.counts["created"], Person.objects.count()) == ("applied", 2, 2)
