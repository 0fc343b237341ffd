"""A way in words of the reader's language, and as one line for a screen."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guanjia.wayfinding.rules.graph import Graph, LinkKind
from guanjia.wayfinding.rules.steps import Arrival, Ride, Step, Straight, steps_of
from guanjia.wayfinding.rules.turns import Side
from guanjia.wayfinding.rules.ways import Way


@dataclass(frozen=True)
class Told:
    """One step as it is read: its sentence, the arrow beside it, the floor on which it is walked."""

    text: str
    arrow: str
    floor: int


def tell(graph: Graph, way: Way, floor_names: dict[int, str]) -> list[Told]:
    """The steps of the way, each a sentence."""
    told: list[Told] = []
    floor = way.spots[0].floor
    for step in steps_of(graph, way):
        text = sentence(step, floor_names)
        told.append(Told(text[:1].upper() + text[1:], arrow_of(step), floor))
        floor = step.to_floor if isinstance(step, Ride) else floor
    return told


def sentence(step: Step, floor_names: dict[int, str]) -> str:
    """The sentence of one step."""
    if isinstance(step, Ride):
        return _ride(step, floor_names.get(step.to_floor, str(step.to_level)))
    if isinstance(step, Arrival):
        return _arrival(step)
    words = {"turn": _turn(step), "metres": step.metres}
    text = _("%(turn)s, walk %(metres)s m") % words
    if step.ramp:
        text = _("%(text)s over the ramp") % {"text": text}
    if step.passed:
        text = _("%(text)s, past %(names)s") % {
            "text": text,
            "names": pgettext("between names", ", ").join(step.passed),
        }
    if step.toward:
        text = _("%(text)s, to %(name)s") % {"text": text, "name": step.toward}
    return text


def _turn(step: Straight) -> str:
    after = {
        (LinkKind.LIFT, Side.LEFT): _("Out of the lift turn left"),
        (LinkKind.LIFT, Side.RIGHT): _("Out of the lift turn right"),
        (LinkKind.LIFT, Side.AHEAD): _("Out of the lift go straight on"),
        (LinkKind.LIFT, Side.BACK): _("Out of the lift turn round"),
        (LinkKind.LIFT, None): _("Out of the lift"),
        (LinkKind.STAIRS, Side.LEFT): _("Off the stairs turn left"),
        (LinkKind.STAIRS, Side.RIGHT): _("Off the stairs turn right"),
        (LinkKind.STAIRS, Side.AHEAD): _("Off the stairs go straight on"),
        (LinkKind.STAIRS, Side.BACK): _("Off the stairs turn round"),
        (LinkKind.STAIRS, None): _("Off the stairs"),
        (None, Side.LEFT): _("Turn left"),
        (None, Side.RIGHT): _("Turn right"),
        (None, Side.AHEAD): _("Go straight on"),
        (None, Side.BACK): _("Turn round"),
        (None, None): _("From here"),
    }
    return after[step.out_of, step.side]


def _ride(step: Ride, floor: str) -> str:
    words = {"via": step.via, "floor": floor}
    if step.kind is LinkKind.LIFT:
        return _("Take %(via)s to %(floor)s") % words
    return (_("Go up %(via)s to %(floor)s") if step.up else _("Go down %(via)s to %(floor)s")) % words


def _arrival(step: Arrival) -> str:
    name = step.spot.name or _("your goal")
    if step.side in {Side.LEFT, Side.RIGHT} and step.nth:
        template = (
            _("%(nth)s door on the left: %(name)s")
            if step.side is Side.LEFT
            else _("%(nth)s door on the right: %(name)s")
        )
        return template % {"nth": ordinal(step.nth), "name": name}
    if step.side is Side.LEFT:
        return _("On the left: %(name)s") % {"name": name}
    if step.side is Side.RIGHT:
        return _("On the right: %(name)s") % {"name": name}
    if step.side is Side.BACK:
        return _("Behind you: %(name)s") % {"name": name}
    if step.side is None:
        return _("You are there: %(name)s") % {"name": name}
    return _("Straight ahead: %(name)s") % {"name": name}


def ordinal(n: int) -> str:
    """First, second ... as the language says it."""
    known = (_("first"), _("second"), _("third"), _("fourth"), _("fifth"), _("sixth"))
    return known[n - 1] if n <= len(known) else _("number %(n)s") % {"n": n}


def arrow_of(step: Step) -> str:
    """The name of the icon beside a step."""
    if isinstance(step, Ride):
        if step.kind is LinkKind.LIFT:
            return "elevator"
        return "stairs-up" if step.up else "stairs-down"
    if isinstance(step, Arrival):
        return "map-pin"
    arrows = {Side.LEFT: "corner-up-left", Side.RIGHT: "corner-up-right", Side.BACK: "arrow-back-up"}
    return arrows.get(step.side, "arrow-up") if step.side else "arrow-up"
