"""A fault in the room while a meeting uses it (W06): class, impact, grade, states, spares, what may be closed."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_
from guanjia.places.rules.equipment import EquipmentKind

RECURS_WITHIN = timedelta(days=7)
"""A fault of the same class in the same room within this time opens a problem note."""


class FaultClass(State):
    """EQFT-001..004."""

    VIDEO = "video", N_("Picture: projector, screen"), "blue"
    AUDIO = "audio", N_("Sound: microphone, loudspeaker"), "indigo"
    NETWORK = "network", N_("Network: Wi-Fi, streaming"), "azure"
    ENVIRONMENT = "environment", N_("Air, light, power, water"), "teal"


class Impact(State):
    """How far the meeting feels it (EQFT-005)."""

    NONE = "none", N_("Hardly noticed"), "secondary"
    PART = "part", N_("Part of the meeting is disturbed"), "orange"
    STOPPED = "stopped", N_("The meeting cannot go on"), "red"


class Grade(State):
    """Who has to act (TEAM-010)."""

    MINOR = "minor", N_("Minor: solved on the spot"), "secondary"
    MEDIUM = "medium", N_("Medium: the group leader is told"), "orange"
    MAJOR = "major", N_("Major: the plan starts, the core group comes"), "red"


class Playbook(State):
    """What happened to the house, with a checklist of its own (EQFT-010, EQFT-016, INMT-023)."""

    NONE = "", N_("No playbook"), "secondary"
    POWER_CUT = "power_cut", N_("Power cut"), "red"
    PIPE_BURST = "pipe_burst", N_("Burst water pipe"), "red"
    WASHROOM = "washroom", N_("Accident at a toilet or smoking area"), "orange"


class FaultState(State):
    """The chain of W06."""

    REPORTED = "reported", N_("Reported"), "red"
    IDENTIFIED = "identified", N_("Identified"), "orange"
    MITIGATED = "mitigated", N_("Meeting goes on"), "yellow"
    REPAIRED = "repaired", N_("Repaired"), "azure"
    TESTED = "tested", N_("Tested"), "teal"
    CLOSED = "closed", N_("Closed with cause"), "secondary"


S = FaultState
FAULT_MOVES: dict[FaultState, frozenset[FaultState]] = {
    S.REPORTED: frozenset({S.IDENTIFIED}),
    S.IDENTIFIED: frozenset({S.MITIGATED, S.REPAIRED}),
    S.MITIGATED: frozenset({S.REPAIRED}),
    S.REPAIRED: frozenset({S.TESTED, S.IDENTIFIED}),  # the test failed
    S.TESTED: frozenset({S.CLOSED}),
    S.CLOSED: frozenset(),
}
assert FAULT_MOVES.keys() == set(FaultState), "every state needs its row"

SPARES: dict[FaultClass, frozenset[str]] = {
    FaultClass.VIDEO: frozenset(
        {EquipmentKind.PROJECTOR, EquipmentKind.LED_SCREEN, EquipmentKind.DISPLAY, EquipmentKind.LAPTOP}
    ),
    FaultClass.AUDIO: frozenset({EquipmentKind.MICROPHONE, EquipmentKind.WIRELESS_MICROPHONE, EquipmentKind.SOUND}),
    FaultClass.NETWORK: frozenset({EquipmentKind.VIDEO_CONFERENCE, EquipmentKind.LAPTOP}),
    FaultClass.ENVIRONMENT: frozenset({EquipmentKind.STAGE_LIGHTS}),
}
"""What may stand in for what failed."""

SCRIPTS: dict[str, tuple[str, str]] = {
    FaultClass.VIDEO: (
        "We are sorry: the picture has failed. Our technician is on the way and a spare device is being connected.",
        "各位来宾，非常抱歉，显示设备出现故障。技术人员正在赶来，备用设备正在接入，请稍候。",
    ),
    FaultClass.AUDIO: (
        "We are sorry: the sound has failed. A spare microphone is being brought to you now.",
        "各位来宾，非常抱歉，音响设备出现故障。备用话筒马上送到，请稍候。",
    ),
    FaultClass.NETWORK: (
        "We are sorry: the connection is lost. We change to the spare line and call those who take part from afar meanwhile.",
        "各位来宾，非常抱歉，网络中断。我们正切换备用线路，并用电话接入远端参会人员，请稍候。",
    ),
    FaultClass.ENVIRONMENT: (
        "We are sorry for the inconvenience. Spare equipment is being switched on; please remain seated until we tell you more.",
        "各位来宾，非常抱歉给您带来不便。备用设备正在启用，请在座位稍候，听从工作人员引导。",
    ),
}
"""What the moderator says, in English and Chinese: the apology always comes with the spare (EQFT-014)."""


def grade_of(impact: Impact, playbook: Playbook = Playbook.NONE) -> Grade:
    """TEAM-010: a playbook or a stopped meeting is major, a disturbed one medium."""
    if playbook is not Playbook.NONE or impact is Impact.STOPPED:
        return Grade.MAJOR
    return Grade.MEDIUM if impact is Impact.PART else Grade.MINOR


def missing_to_close(cause: str, prevention: str) -> list[str]:
    """What EQFT-009 still asks for before a fault may be closed: cause, prevention."""
    return [name for name, text in (("cause", cause), ("prevention", prevention)) if not text.strip()]


def recurs(earlier: Iterable[datetime], at: datetime, within: timedelta = RECURS_WITHIN) -> bool:
    """Whether one of the earlier faults lies within the time before `at`."""
    return any(moment <= at and at - moment <= within for moment in earlier)
