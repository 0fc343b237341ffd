"""Which dossier holds back the moves of a meeting in a room."""

from guanjia.conference.public import Block
from guanjia.protected.models import Dossier
from guanjia.protected.rules.meeting import DOSSIER


def dossier_of_block(block_id: int) -> list[tuple[str, int]]:
    """The dossier of the event that the meeting belongs to; none for an ordinary meeting."""
    events = Block.objects.filter(pk=block_id).values("event")
    return [(DOSSIER, pk) for pk in Dossier.objects.filter(event__in=events).values_list("pk", flat=True)]
