"""A conference complaint in four steps (SURV-010..013) with its scripts (SURV-014..016)."""

from collections.abc import Mapping

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_

FOUR = ("happened_at", "place", "persons", "problem")
"""What must be written down while listening (SURV-010)."""


class ComplaintKind(State):
    """Which script fits."""

    EQUIPMENT = "equipment", N_("Equipment"), "blue"
    ATTITUDE = "attitude", N_("Attitude of staff"), "orange"
    ENVIRONMENT = "environment", N_("Temperature, noise"), "teal"
    OTHER = "other", N_("Something else"), "secondary"


class ComplaintState(State):
    """Heard, apologised, promised or solved, followed up."""

    HEARD = "heard", N_("Heard and recorded"), "red"
    APOLOGISED = "apologised", N_("Apologised"), "orange"
    PROMISED = "promised", N_("Time promised"), "yellow"
    SOLVED = "solved", N_("Solved"), "teal"
    CLOSED = "closed", N_("Client satisfied, lesson drawn"), "secondary"


S = ComplaintState
COMPLAINT_MOVES: dict[ComplaintState, frozenset[ComplaintState]] = {
    S.HEARD: frozenset({S.APOLOGISED}),
    S.APOLOGISED: frozenset({S.PROMISED, S.SOLVED}),
    S.PROMISED: frozenset({S.SOLVED}),
    S.SOLVED: frozenset({S.CLOSED, S.APOLOGISED}),  # the client is not satisfied: again
    S.CLOSED: frozenset(),
}
assert COMPLAINT_MOVES.keys() == set(ComplaintState), "every state needs its row"

VERBS = {S.APOLOGISED: "apologise", S.PROMISED: "promise", S.SOLVED: "solve", S.CLOSED: "follow_up"}

COMPLAINT_SCRIPTS: dict[ComplaintKind, tuple[str, str]] = {
    ComplaintKind.EQUIPMENT: (
        "We are very sorry. A technician comes at once, and we bring you a spare meanwhile.",
        "非常抱歉给您带来不便，我们立即安排技术人员处理，同时为您提供备用设备。",
    ),
    ComplaintKind.ATTITUDE: (
        "Thank you for telling us. We take it seriously, will speak with our colleague and will do better.",
        "感谢您的反馈，我们高度重视，会与相关人员沟通并改进服务。",
    ),
    ComplaintKind.ENVIRONMENT: (
        "We are sorry. We adjust it at once, and a colleague stays with it until it is right.",
        "非常抱歉，我们会立即调整环境参数，并安排专人跟进。",
    ),
    ComplaintKind.OTHER: (
        "We are very sorry. We look into it at once and tell you when it is solved.",
        "非常抱歉，我们马上了解情况，并告知您处理时间。",
    ),
}
"""English and Chinese; the apology never shifts blame."""


def missing_of_four(given: Mapping[str, object]) -> list[str]:
    """Which of the four mandatory fields are missing."""
    return [name for name in FOUR if not str(given.get(name) or "").strip()]
