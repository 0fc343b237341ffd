"""Barrier-free facilities, the needs of people and how we meet them (W43, ACCE)."""

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class FacilityKind(State):
    """ACCE-001: what the map shows."""

    RAMP = "ramp", N_("Ramp or level way"), "blue"
    LIFT = "lift", N_("Barrier-free lift"), "azure"
    TOILET = "toilet", N_("Barrier-free toilet"), "teal"
    WHEELCHAIR = "wheelchair", N_("Wheelchair to borrow"), "orange"
    PARKING = "parking", N_("Parking space for disabled people"), "indigo"


class FacilityState(State):
    """Whether somebody can use it now."""

    OPEN = "open", N_("Can be used"), "green"
    BLOCKED = "blocked", N_("Blocked or out of order"), "red"


class Need(State):
    """What help somebody wants. It says what helps, never what illness."""

    VISUAL = "visual", N_("Sees badly or not at all"), "blue"
    HEARING = "hearing", N_("Hears badly or not at all"), "azure"
    WHEELCHAIR = "wheelchair", N_("Uses a wheelchair"), "orange"
    ELDERLY = "elderly", N_("Old, wants time"), "teal"


ASK_FIRST = N_(
    "Ask first: “May I help you?” A no is a no. Speak to the person, not to who walks along. Do no more than was asked."
)
"""ACCE-006, shown above every card."""

GUIDANCE: dict[Need, tuple[str, ...]] = {
    Need.VISUAL: (
        N_("Say who you are and where you stand."),
        N_("Say the way aloud: “a door on the left in three steps”. Let the person take your arm; never pull."),
        N_("Guide dogs come in everywhere. Do not touch, call or feed the dog."),
    ),
    Need.HEARING: (
        N_("Paper and pen or text on the screen lie ready; offer them."),
        N_("Face the person, in the light, nothing before your mouth."),
        N_("Write down numbers, names and times."),
    ),
    Need.WHEELCHAIR: (
        N_("Sit or bend so that your eyes are level."),
        N_("Ask before you touch or push the chair; say before you turn or tilt it."),
        N_("Lead by the ramp and the barrier-free lift; look at the map whether they are open."),
    ),
    Need.ELDERLY: (
        N_("Speak slowly and clearly, one thing at a time."),
        N_("Repeat it as often as needed; never hurry anybody."),
        N_("Offer a seat first, and large print."),
    ),
}
"""ACCE-002 to ACCE-005: what the desk sees at the moment it serves somebody."""

assert GUIDANCE.keys() == set(Need), "every need has its card"


def guidance_for(needs: list[str]) -> list[tuple[Need, tuple[str, ...]]]:
    """The cards of these needs in a fixed order; unknown codes are left out."""
    return [(need, GUIDANCE[need]) for need in Need if need.value in needs]
