"""Sheets of paper that were saved because papers of an assembly are read on tablet and telephone."""

from math import ceil

from guanjia.assembly.models import PaperReading
from guanjia.conference.public import Printing
from guanjia.kernel.words import gettext_noop as N_


def printings(event_id: int) -> list[Printing]:
    """One copy for everybody who opened a paper, two pages on a sheet. Nothing is printed here."""
    rows = PaperReading.objects.filter(paper__assembly__event=event_id).values_list("paper__pages")
    saved = sum(ceil(pages / 2) for (pages,) in rows)
    return [Printing(N_("Papers read on a screen"), 0, saved)] if saved else []
