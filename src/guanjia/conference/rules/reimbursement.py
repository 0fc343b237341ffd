"""The reimbursement set (报销附件, FIELD 14): six papers, what is missing, what disagrees."""

from dataclasses import dataclass

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class Paper(State):
    """What belongs to the set, in its order."""

    APPROVAL = "approval", N_("Approval"), "blue"
    NOTICE = "notice", N_("Notice of the meeting"), "blue"
    SIGN_IN = "sign_in", N_("Sign-in sheet"), "blue"
    BILL = "bill", N_("Itemised bill"), "blue"
    SETTLEMENT = "settlement", N_("Settlement slip"), "blue"
    INVOICE = "invoice", N_("Invoice"), "blue"


@dataclass(frozen=True, kw_only=True)
class SetFacts:
    """What the house knows of the papers. Money in fen, None = not there.

    `notice_count` is the number of people invited; `signed_count` of those who signed in or were admitted.
    """

    approval_number: str = ""
    approved_count: int | None = None
    approved_fen: int | None = None
    notice_count: int = 0
    signed_count: int = 0
    bill_fen: int | None = None
    settled_fen: int | None = None
    invoice_number: str = ""
    invoice_fen: int | None = None


@dataclass(frozen=True)
class Finding:
    """A paper and what is wrong with it; `word` is an English msgid with named gaps in `values`."""

    paper: Paper
    word: str
    values: dict[str, object]
    missing: bool


MISSING = N_("is missing")


def findings(facts: SetFacts) -> list[Finding]:
    """What is missing or disagrees, in the order of the set; empty when it can be handed in."""
    found = [Finding(paper, MISSING, {}, True) for paper, there in _there(facts) if not there]
    if facts.approved_count is not None and facts.signed_count > facts.approved_count:
        word = N_("%(signed)s people signed in, %(approved)s were approved")
        values: dict[str, object] = {"signed": facts.signed_count, "approved": facts.approved_count}
        found.append(Finding(Paper.SIGN_IN, word, values, False))
    found += _disagreeing(facts)
    return sorted(found, key=lambda each: (list(Paper).index(each.paper), not each.missing))


def _there(facts: SetFacts) -> tuple[tuple[Paper, bool], ...]:
    return (
        (Paper.APPROVAL, bool(facts.approval_number)),
        (Paper.NOTICE, facts.notice_count > 0),
        (Paper.SIGN_IN, facts.signed_count > 0),
        (Paper.BILL, facts.bill_fen is not None),
        (Paper.SETTLEMENT, facts.settled_fen is not None),
        (Paper.INVOICE, bool(facts.invoice_number) and facts.invoice_fen is not None),
    )


def _disagreeing(facts: SetFacts) -> list[Finding]:
    pairs = (
        (Paper.SETTLEMENT, facts.settled_fen, facts.bill_fen, N_("%(one)s, but the bill says %(other)s")),
        (Paper.INVOICE, facts.invoice_fen, facts.settled_fen, N_("%(one)s, but the settlement says %(other)s")),
    )
    found = [
        Finding(paper, word, {"one": one / 100, "other": other / 100}, False)
        for paper, one, other, word in pairs
        if one is not None and other is not None and one != other
    ]
    if facts.approved_fen is not None and facts.bill_fen is not None and facts.bill_fen > facts.approved_fen:
        word = N_("%(one)s, but only %(other)s was approved")
        found.append(Finding(Paper.BILL, word, {"one": facts.bill_fen / 100, "other": facts.approved_fen / 100}, False))
    return found
