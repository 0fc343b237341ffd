"""What somebody at the desk is still owed on paper."""

from guanjia.conference.public import Event, Guest
from guanjia.materials.models import Copy, HandOut, Paper
from guanjia.materials.rules.states import GIVEN_OUT, ON_PAPER, CopyState, PaperState


def set_of(event: Event) -> list[Paper]:
    """The ordinary papers that are there to be given by hand."""
    rows = Paper.objects.filter(event=event, internal=False, state__in=GIVEN_OUT, form__in=ON_PAPER)
    return list(rows.exclude(packing="laid").select_related("site", "event"))


def ready_for(event: Event, guest: Guest) -> list[Paper]:
    """The ordinary papers that are there to be given by hand and that this person has not got."""
    have = set(HandOut.objects.filter(guest=guest, copy=None).values_list("paper", flat=True))
    return [paper for paper in set_of(event) if paper.pk not in have]


def own_of(event: Event, guest: Guest) -> list[Copy]:
    """The numbered copies that bear this person's number and are still here."""
    rows = Copy.objects.filter(paper__event=event, meant_for=guest, state__in=[CopyState.KEPT, CopyState.BACK])
    return list(rows.exclude(paper__state=PaperState.WITHDRAWN).select_related("paper"))
