"""Who may work at an internal meeting (FIELD 18; GOVT-003, 009..015, 017, 018). There is no guarantor: 劳动合同法 9 forbids it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class PaperKind(State):
    """What has to be on file of somebody before they are put on the list of an internal meeting."""

    HISTORY = "history", N_("Work history checked"), "blue"
    CERTIFICATE = "certificate", N_("Certificate of no criminal record seen"), "blue"
    AGREEMENT = "agreement", N_("Confidentiality agreement signed"), "teal"
    AUTHORISATION = "authorisation", N_("Authorised for internal meetings"), "teal"
    POLITICS = "politics", N_("Training: political literacy"), "indigo"
    SECRECY = "secrecy", N_("Training: confidential meetings"), "indigo"
    INCIDENTS = "incidents", N_("Training: incidents"), "indigo"
    PROTOCOL = "protocol", N_("Training: protocol by rank"), "indigo"
    INTEGRITY = "integrity", N_("Training: integrity"), "indigo"


K = PaperKind
TRAININGS = frozenset({K.POLITICS, K.SECRECY, K.INCIDENTS, K.PROTOCOL, K.INTEGRITY})
NEEDED = (
    K.HISTORY, K.CERTIFICATE, K.AGREEMENT, K.AUTHORISATION, K.POLITICS, K.SECRECY, K.INCIDENTS, K.PROTOCOL, K.INTEGRITY,
)  # fmt: skip
"""All of them, for whoever is put on the list; also for people who took over from others (GOVT-018)."""

VALID_FOR: Mapping[PaperKind, timedelta] = {
    K.CERTIFICATE: timedelta(days=365),
    K.AUTHORISATION: timedelta(days=365),
    **{kind: timedelta(days=365) for kind in sorted(TRAININGS)},
}
"""How long a paper counts; one that is not named here does not run out."""

NEEDS_NUMBER = frozenset({K.CERTIFICATE})
"""Of these a number is written down; nothing of the paper is copied (FIELD 18)."""


@dataclass(frozen=True, slots=True)
class OnFile:
    """A paper of somebody: the day it bears."""

    kind: PaperKind
    on: date


def valid_until(kind: PaperKind, on: date) -> date | None:
    """The last day on which a paper of that day counts; None when it does not run out."""
    span = VALID_FOR.get(kind)
    return on + span if span is not None else None


def lacking(papers: list[OnFile], day: date) -> list[PaperKind]:
    """What is missing or has run out on that day, in the order of the list; empty when the person is cleared."""
    good = {paper.kind for paper in papers if paper.on <= day and _holds(paper, day)}
    return [kind for kind in NEEDED if kind not in good]


def _holds(paper: OnFile, day: date) -> bool:
    until = valid_until(paper.kind, paper.on)
    return until is None or day <= until
