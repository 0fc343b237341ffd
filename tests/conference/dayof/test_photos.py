"""Before and after: photos of the duties count, and where none may be taken none is asked for (CLOS-002, FIELD 3)."""

import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from guanjia.conference.actions.blocks import restore_block
from guanjia.conference.actions.closeout import add_photos, report_damage
from guanjia.conference.models import Block
from guanjia.conference.queries.closeout import has_before_photo, photos_forbidden, photos_of
from guanjia.conference.queries.no_photos import no_photo_rooms
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import BlockState
from guanjia.custody.public import ItemKind, Thing, give_back, take_item
from guanjia.duties.models import EvidenceFile
from guanjia.duties.public import Duty, Evidence, plan_now
from guanjia.foundation.files.public import StoredFile, store
from tests.cast import Cast
from tests.conference.dayof.test_faults import a_meeting
from tests.conference.test_promises import a_block
from tests.factories.conference import NINE

pytestmark = pytest.mark.django_db
M = timedelta(minutes=1)


def a_photo(cast: Cast, colour: str = "navy") -> StoredFile:
    kept = BytesIO()
    Image.new("RGB", (320, 240), colour).save(kept, "JPEG")
    return store(site=cast.site, upload=kept.getvalue(), name="a.jpg", actor=cast.bob, at=NINE)


def handed_in(cast: Cast, code: str, status: str = "accepted") -> None:
    """A photo with the duty of this standard."""
    duty = Duty.objects.get(standard_code=code)
    piece = Evidence.objects.create(
        id=uuid.uuid4(), site=cast.site, duty_id=duty.pk, actor=cast.bob, at=NINE, received_at=NINE, status=status
    )
    EvidenceFile.objects.create(evidence_id=piece.pk, item="photo", file=a_photo(cast), actor=cast.bob)


def the(block: Block) -> Block:
    return Block.objects.select_related("event__site", "room", "site").get(pk=block.pk)


@pytest.mark.parametrize(("status", "counts"), [("accepted", True), ("further", True), ("rejected", False)])
def test_the_photo_of_the_preparation_is_the_one_before(cast: Cast, status: str, counts: bool) -> None:
    block = the(a_block(cast))
    assert not has_before_photo(block)
    handed_in(cast, "conference.prepare.room", status)
    assert has_before_photo(block) is counts
    assert len(photos_of(block, after=False)) == int(counts)
    assert photos_of(block, after=True) == []
    flags = report_damage(block=block, what="桌面划痕", prior_agreement="合同第八条", actor=cast.bob, at=NINE).flags
    assert flags == ([] if counts else ["no_before_photo"])


@pytest.mark.parametrize("words", ["301,305", "301，305", "305、 301"])
def test_a_leaders_office_is_never_photographed(cast: Cast, words: str) -> None:
    cast.site.settings["conference.no_photo_rooms"] = words
    cast.site.save()
    assert no_photo_rooms(cast.site) == {"301", "305"}
    block = the(a_block(cast))
    assert not photos_forbidden(block)
    block.room.code = "305"
    block.room.save()
    block = the(block)
    assert photos_forbidden(block)
    with pytest.raises(Refused):
        add_photos(block=block, files=[a_photo(cast)], after=True, actor=cast.bob, at=NINE)
    duty = Duty.objects.get(standard_code="conference.prepare.room")
    client = Client()
    client.force_login(cast.bob)
    page = client.get(reverse("duties:my_duty", args=["yard", duty.pk])).content.decode()
    assert "photo-photo" not in page


def test_a_room_is_restored_when_what_was_lent_is_signed_back(cast: Cast) -> None:
    block = a_meeting(cast)
    Block.objects.filter(pk=block.pk).update(state=BlockState.ENDED, ended_at=NINE)
    thing = Thing(name="无线话筒", holder="会务组", subject=("conference.block", block.pk))
    item = take_item(
        site=cast.site, kind=ItemKind.EQUIPMENT_RETURN, thing=thing, keeper=cast.bob, actor=cast.bob, at=NINE
    )
    Duty.objects.all().delete()
    client = Client()
    client.force_login(cast.lin)
    address = reverse("conference:block_act", args=["yard", block.pk, "restore"])
    assert item.number in client.post(address, follow=True).content.decode()
    with pytest.raises(Refused):
        restore_block(block_id=block.pk, actor=cast.lin, at=NINE + M)
    give_back(item=item, signature="王", actor=cast.bob, at=NINE + M)
    Duty.objects.filter(standard_code="conference.restore").update(state="on_time", next_at=None)
    plan_now("conference.block", [block.pk], at=NINE + M)
    Duty.objects.filter(standard_code="conference.restore").update(state="on_time", next_at=None)
    assert restore_block(block_id=block.pk, actor=cast.lin, at=NINE + M).state == BlockState.RESTORED
