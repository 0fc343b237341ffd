"""What reception does when a thing of its counter is moved in custody itself, or a meeting lasts longer."""

from datetime import datetime

from guanjia.conference.events import BlockExtended
from guanjia.conference.public import Block
from guanjia.custody.events import ItemMoved
from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry
from guanjia.reception.actions.deposits import follow_custody
from guanjia.reception.actions.lasting import stay_longer
from guanjia.reception.models import Deposit
from guanjia.reception.rules.kinds import COUNTER


@receives(ItemMoved)
def free_the_tag(event: ItemMoved, entry: Entry) -> None:
    """A deposit whose thing was given back or lost on custody's own page is closed too, and its tag is free."""
    if event.subject_kind != COUNTER:
        return
    deposit = Deposit.objects.select_related("counter", "site").filter(item=event.item_id, closed_at=None).first()
    if deposit is not None:
        follow_custody(deposit=deposit, new=event.new, at=entry.at)


@receives(BlockExtended)
def keep_interpreters(event: BlockExtended, entry: Entry) -> None:
    """Interpreters stay until the new end; who cannot is known to the co-ordinator at once."""
    block = Block.objects.filter(pk=event.block_id).first()
    if block is not None:
        old_end = datetime.fromisoformat(entry.changes["ends_at"][0])
        stay_longer(block=block, old_end=old_end, at=entry.at)
