"""Households, calls and files for tests of care."""

from guanjia.care.actions.files import (
    consent,
    open_file,
)
from guanjia.care.models import OwnerFile
from tests.cast import Cast
from tests.complaints.scenes import a_unit, an_owner
from tests.factories.conference import NINE


def a_file(cast: Cast, agreed: bool = True) -> OwnerFile:
    unit = a_unit(cast)
    file = open_file(site=cast.site, person=an_owner(cast, unit), unit_id=unit.pk, actor=cast.rita, at=NINE)
    if agreed:
        consent(file=file, how="counter", actor=cast.rita, at=NINE)
    return file
