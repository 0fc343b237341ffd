"""Indoors or outdoors, as the client wants it (VENU-007, VENU-008)."""

from guanjia.conference.rules.needs import Surroundings


def rank(*, outdoor: bool, wish: str) -> int | None:
    """The place of a room among the offers, smaller first; None for a room that is not offered.

    Who wants to sit indoors is offered no place outdoors. Who wants to sit outdoors is offered those first and the
    rooms indoors behind them, for the weather decides. Without a wish both stand together.
    """
    if wish == Surroundings.INDOORS:
        return None if outdoor else 0
    if wish == Surroundings.OUTDOORS:
        return 0 if outdoor else 1
    return 0
