"""What is wrong with a floor graph: rooms nobody reaches, floors without a way out."""

from collections.abc import Mapping
from dataclasses import dataclass

from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_
from guanjia.wayfinding.rules.graph import Graph, SpotKind
from guanjia.wayfinding.rules.ways import Need, reached


class Fault(Word):
    """What can be wrong."""

    NO_ENTRANCE = "no_entrance", N_("No entrance is drawn: no way begins anywhere.")
    NO_DOOR = "no_door", N_("No door is drawn for this room.")
    UNREACHED = "unreached", N_("No way leads from an entrance to this room.")
    NO_WHEELCHAIR = "no_wheelchair", N_("No way for a wheelchair leads from an entrance to this room.")
    NO_ESCAPE = "no_escape", N_("From this room no way on foot leads to an emergency exit.")


GRAVE = frozenset({Fault.NO_ENTRANCE, Fault.UNREACHED, Fault.NO_ESCAPE})


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault and the room it concerns (None: the whole)."""

    fault: Fault
    room: int | None = None


def findings_of(graph: Graph, rooms: Mapping[int, frozenset[int]]) -> list[Finding]:
    """Every fault. `rooms`: by room the rooms whose doors are its doors, itself among them (parts of a hall)."""
    found: list[Finding] = []
    entrances = graph.of_kind(SpotKind.ENTRANCE)
    if not entrances:
        found.append(Finding(Fault.NO_ENTRANCE))
    on_foot, on_wheels = reached(graph, entrances), reached(graph, entrances, Need(wheelchair=True))
    safe = reached(graph, graph.of_kind(SpotKind.EXIT), Need(fire=True))
    for room in sorted(rooms):
        doors = graph.doors(rooms[room])
        if not doors:
            found.append(Finding(Fault.NO_DOOR, room))
            continue
        if entrances and not doors & on_foot:
            found.append(Finding(Fault.UNREACHED, room))
        elif entrances and not doors & on_wheels:
            found.append(Finding(Fault.NO_WHEELCHAIR, room))
        if not doors & safe:
            found.append(Finding(Fault.NO_ESCAPE, room))
    return found
