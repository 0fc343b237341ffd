"""How much paper the papers of an event took, and how much was saved by reading them on a screen."""

from django.db.models import Count, Q

from guanjia.conference.public import Printing
from guanjia.kernel.words import gettext_noop as N_
from guanjia.materials.models import Paper
from guanjia.materials.rules.copies import sheets


def printings(event_id: int) -> list[Printing]:
    """Sheets of all versions that were printed, withdrawn ones too; saved: what readers opened on a screen.

    A paper whose pages nobody stated is not counted: a guess would look like a measurement. Two pages on a sheet count as saved.
    """
    opened = Count("readers", filter=Q(readers__opened_at__isnull=False))
    printed = saved = 0
    for paper in Paper.objects.filter(event=event_id, pages__isnull=False).annotate(opened=opened):
        pages = paper.pages or 0
        printed += sheets(paper.printed_count, pages, double_sided=paper.double_sided)
        saved += sheets(paper.opened, pages, double_sided=True)
    return [Printing(N_("Papers of the meeting"), printed, saved)] if printed or saved else []
