"""Where somebody goes who was received: to the waiting area, led, or told the way (VISI-003)."""

from guanjia.frontdesk.visitors.rules.kinds import POLICY, VisitKind
from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class Guide(State):
    """How the visitor was shown the way."""

    WAITING = "waiting", N_("Shown to the waiting area"), "yellow"
    LED = "led", N_("Led there in person"), "blue"
    TOLD = "told", N_("Told the way"), "azure"
    LANE = "lane", N_("By the lane, to the shelf or the lift"), "teal"


def guides_of(kind: VisitKind, *, inside: bool, helped: bool) -> tuple[Guide, ...]:
    """What the desk may choose, the proposed one first. Nobody waits who may go in; a VIP and whoever wants help is led."""
    if not inside:
        return (Guide.WAITING,)
    if POLICY[kind].lane:
        return (Guide.LANE,)
    if POLICY[kind].escort:
        return (Guide.LED,)
    return (Guide.LED, Guide.TOLD) if helped else (Guide.TOLD, Guide.LED)
