"""Blank duty sheets for rooms where no phone is allowed (FIELD 3): each has a number, and each number comes back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.actions.moves import BLOCK
from guanjia.conference.models import Block
from guanjia.conference.queries.duty_papers import PRINT, VOID, papers_of, printed_for
from guanjia.conference.rules.refusals import Refused
from guanjia.foundation.journal.public import record
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import local

PREFIX = "ZB"


@transaction.atomic
def print_duty_paper(*, blocks: Sequence[Block], actor: Any, at: datetime) -> str:
    """Take the number of a new sheet, ZB-20260305-0001, and note who took it; another call is another sheet.

    One sheet serves one meeting, or all meetings of a room and day (`blocks`, at least one, of one site).
    """
    site = blocks[0].site
    number = next_number(site=site, prefix=PREFIX, on=local(site, at).date())
    for block in blocks:
        record(site=site, at=at, actor=actor, action=PRINT, subject=(BLOCK, block.pk), changes={"sheet": number})
    return number


@transaction.atomic
def void_duty_paper(*, block: Block, number: str, reason: str, actor: Any, at: datetime) -> None:
    """A sheet that was not used, or is lost: accounted for by its reason, for every meeting that it was printed for.

    Raises Refused for a number that is not of this meeting, or is entered or voided already, and for no reason.
    """
    Block.objects.select_for_update().get(pk=block.pk)
    paper = next((each for each in papers_of([block.pk]) if each.number == number), None)
    if paper is None:
        raise Refused("number", _("This meeting has no sheet of that number."))
    if paper.accounted:
        raise Refused("number", _("This sheet has come back already."))
    if not reason.strip():
        raise Refused("reason", _("Say why the sheet is void."))
    refuse_marked({"reason": reason}, site=block.site)
    for block_id in printed_for(block, number):
        record(
            site=block.site,
            at=at,
            actor=actor,
            action=VOID,
            subject=(BLOCK, block_id),
            reason=reason.strip()[:200],
            changes={"sheet": number},
        )
