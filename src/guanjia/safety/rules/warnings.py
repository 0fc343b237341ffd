"""Fraud warnings and where they are posted (SAFE-005, SAFE-007)."""

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class WarningState(State):
    """Where a warning stands."""

    DRAFT = "draft", N_("Draft"), "yellow"
    PUBLISHED = "published", N_("Published"), "green"
    ENDED = "ended", N_("Taken down"), "secondary"


WARNING_MOVES: dict[WarningState, frozenset[WarningState]] = {
    WarningState.DRAFT: frozenset({WarningState.PUBLISHED}),
    WarningState.PUBLISHED: frozenset({WarningState.ENDED}),
    WarningState.ENDED: frozenset(),
}
WARNING_VERBS = {WarningState.PUBLISHED: "publish", WarningState.ENDED: "end"}


class Channel(State):
    """Where somebody posts it and ticks that it was posted."""

    BOARD = "board", N_("Bulletin board"), "blue"
    GROUP = "group", N_("Residents' group chat"), "green"
    LIFT = "lift", N_("Lift frame"), "azure"
    ELDERLY = "elderly", N_("Told to elderly owners in person"), "orange"


EVERYBODY = frozenset({Channel.BOARD, Channel.GROUP})


def still_to_post(posted: set[str], *, for_elderly: bool) -> list[Channel]:
    """Where it must still be posted: board and group always, and in person to the elderly where it is for them."""
    wanted = EVERYBODY | ({Channel.ELDERLY} if for_elderly else set())
    return [channel for channel in Channel if channel in wanted and channel.value not in posted]


class LiaisonKind(State):
    """Whom we keep in touch with."""

    POLICE = "police", N_("Community police officer"), "blue"
    HEALTH = "health", N_("Community health centre"), "teal"
    ANTI_FRAUD = "anti_fraud", N_("Anti-fraud centre"), "red"
