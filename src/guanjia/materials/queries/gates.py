"""Which papers hold back the moves of an event and of a meeting in a room."""

from guanjia.materials.models import Paper
from guanjia.materials.rules.states import PAPER


def papers_of_event(event_id: int) -> list[tuple[str, int]]:
    """Every paper of the event: a copy that is missing keeps it from being closed (MATR-013)."""
    return [(PAPER, pk) for pk in Paper.objects.filter(event=event_id).order_by("pk").values_list("pk", flat=True)]


def papers_of_block(block_id: int) -> list[tuple[str, int]]:
    """The papers of this meeting: the room is not given back while one of their copies is out."""
    return [(PAPER, pk) for pk in Paper.objects.filter(block=block_id).order_by("pk").values_list("pk", flat=True)]
