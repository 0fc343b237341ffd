"""A household whose parcels come and go."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from guanjia.custody.public import Handover
from guanjia.foundation.files.public import store
from guanjia.frontdesk.parcels.public import Arrival, Parcel, code_of, collect, receive
from guanjia.people.public import Relation
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.homes import make_resident, make_unit, settle

H, D = timedelta(hours=1), timedelta(days=1)


class Counter:
    """Rita at the counter; 张三 owns 3-2-1201."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.site = cast, cast.site
        self.unit = make_unit(cast.site, "1201")
        self.owner = make_resident(cast.site, "张三", phone="13912345678")
        settle(self.unit, self.owner, Relation.OWNER)

    def receive(self, number: str = "SF1234567890123", at: Any = NINE, **fields: Any) -> Parcel:
        given = {"unit": self.unit, "person": self.owner} | fields
        return receive(site=self.site, arrival=Arrival(tracking_number=number, **given), actor=self.cast.rita, at=at)

    def collect(self, parcel: Parcel, at: Any = NINE + H, **fields: Any) -> Parcel:
        given = {"to_name": "张三", "condition": "完好", "signature": "张三"} | fields
        files = given.pop("file_ids", ())
        code = given.pop("code", None)
        handover = Handover(photo_count=len(files), **given)
        code = code_of(parcel) if code is None else code
        return collect(parcel=parcel, handover=handover, code=code, file_ids=files, actor=self.cast.rita, at=at)

    def photo(self, colour: str = "red") -> int:
        content = BytesIO()
        Image.new("RGB", (40, 40), colour).save(content, "JPEG")
        return store(site=self.site, upload=content.getvalue(), name="p.jpg", actor=self.cast.rita, at=NINE).pk
