"""What can be done with a complaint where it stands, and the words of it."""

from guanjia.complaints.rules.money import CompensationState
from guanjia.complaints.rules.states import OPEN, WORKING, ComplaintState, Level
from guanjia.kernel.words import gettext_noop as N_

S = ComplaintState
FIRST: dict[ComplaintState, tuple[str, ...]] = {
    S.RECEIVED: ("ask", "classify", "withdraw"),
    S.CLASSIFIED: ("handle", "appoint", "pass_on", "questions", "dismiss", "withdraw"),
    S.HANDLING: ("answer", "questions", "appoint", "pass_on", "dismiss", "withdraw"),
    S.APPOINTED: ("answer", "questions", "appoint", "pass_on", "refer", "dismiss", "withdraw"),
    S.PASSED: ("answer", "questions", "appoint", "withdraw"),
    S.ANSWERED: ("satisfied", "unsatisfied", "withdraw"),
    S.RAISED: ("answer", "appoint", "pass_on", "questions", "refer", "withdraw"),
    S.REFERRED: ("answer", "appoint", "pass_on", "questions", "withdraw"),
    S.SATISFIED: ("file",),
    S.FILED: ("reopen",),
    S.INVALID: ("reopen",),
    S.WITHDRAWN: ("reopen",),
}
"""The main one first."""

WORDS: dict[str, str] = {
    "facts": N_("Mend the record"),
    "ask": N_("Ask for details"),
    "classify": N_("Classify"),
    "handle": N_("Handle on the spot"),
    "appoint": N_("Promise a reply"),
    "pass_on": N_("Pass to a department"),
    "accept": N_("Accept it"),
    "disown": N_("Not ours"),
    "questions": N_("Questions on the cause"),
    "answer": N_("Tell the result"),
    "satisfied": N_("They are satisfied"),
    "unsatisfied": N_("They are not satisfied"),
    "refer": N_("New appointment refused"),
    "dismiss": N_("Not founded, explain"),
    "withdraw": N_("They take it back"),
    "reopen": N_("Open it again"),
    "file": N_("File the sheet"),
    "remedy": N_("Make good our mistake"),
    "make_major": N_("Raise to major"),
    "take_note": N_("I have taken note"),
    "declare_crisis": N_("Declare a crisis"),
    "compensate": N_("Propose compensation"),
    "approve_compensation": N_("Approve the compensation"),
    "refuse_compensation": N_("Refuse the compensation"),
    "pay_compensation": N_("Compensation was handed over"),
}

COMPLAINT_WORDS = {
    "receive": N_("Complaint received"),
    "ask": N_("Details asked for"), "facts": N_("Record mended"), "mark_major": N_("Reported to the leaders"),
    "take_note": N_("Leader took note"), "raise_level": N_("Level raised"), "accept": N_("Accepted by the department"),
    "disown": N_("Department disowned it"), "reopen": N_("Opened again"), "questions": N_("Cause looked into"),
    "remedy": N_("Mistake made good"), "propose_compensation": N_("Compensation proposed"),
    "approve_compensation": N_("Compensation approved"), "refuse_compensation": N_("Compensation refused"),
    "pay_compensation": N_("Compensation handed over"), "declare_crisis": N_("Crisis declared"),
    "approve_statement": N_("Statement approved"), "care": N_("Affected owner cared for"), "media_ask": N_("Media asked"),
    "media_answer": N_("Media answered"), "end_crisis": N_("Crisis ended"),
}  # fmt: skip
OUTSIDE_WORDS = {"extend": N_("Reply put off"), "redo": N_("Reply to be rewritten")}


def deeds_at(state: ComplaintState, level: Level, *, kind_has_questions: bool, accepted: bool, seen: bool) -> list[str]:
    """The deeds a complaint offers where it stands, the main one first."""
    found = [each for each in FIRST[state] if each != "questions" or kind_has_questions]
    if state is S.PASSED and not accepted:
        found = ["accept", "disown", *found]
    if state in OPEN:
        found += ["facts"] + (["ask"] if state in WORKING else [])
    if state in WORKING | {S.ANSWERED, S.SATISFIED}:
        found.append("remedy")
    if state in OPEN and level is Level.GENERAL:
        found.append("make_major")
    if state in OPEN and level is not Level.CRISIS:
        found.append("declare_crisis")
    if level is not Level.GENERAL and not seen:
        found.insert(0, "take_note")
    return found


def money_deeds(state: CompensationState, founded: bool) -> list[str]:
    """What can be done about a compensation."""
    if state is CompensationState.PROPOSED:
        return ["approve_compensation", "refuse_compensation"]
    if state is CompensationState.APPROVED:
        return ["pay_compensation"]
    return ["compensate"] if founded and state is not CompensationState.PAID else []


LEADERS_ONLY = frozenset({"take_note", "declare_crisis", "refuse_compensation"})
DEPARTMENTS_TOO = frozenset({"accept", "disown", "answer", "questions", "ask"})
