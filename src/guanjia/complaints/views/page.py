"""What the page of a complaint shows, also when a form on it was refused."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest

from guanjia.complaints.forms import (
    AnswerForm,
    AppointForm,
    AskForm,
    ClassifyForm,
    CrisisForm,
    FactsForm,
    FileForm,
    MoneyForm,
    PassForm,
    QuestionsForm,
    ReasonForm,
    RemedyForm,
    SatisfiedForm,
    SummaryForm,
    UnsatisfiedForm,
    facts_of,
)
from guanjia.complaints.models import Complaint
from guanjia.complaints.permissions import leads, takes, works
from guanjia.complaints.queries.advice import advice_on, likely_kind
from guanjia.complaints.queries.clocks import clocks_beside
from guanjia.complaints.queries.evidence import evidence_of
from guanjia.complaints.queries.guidance import guides_at, questions_of, remedy_steps
from guanjia.complaints.queries.lists import complaints_of, wave_of_complaint
from guanjia.complaints.rules.deeds import DEPARTMENTS_TOO, LEADERS_ONLY, WORDS, deeds_at, money_deeds
from guanjia.complaints.rules.departments import DEPARTMENTS
from guanjia.complaints.rules.nature import Effect, Kind, MindSet, Want
from guanjia.complaints.rules.routing import department_of
from guanjia.complaints.rules.states import OPEN
from guanjia.complaints.views.finding import find_complaint
from guanjia.foundation.files.public import url
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.persons.public import masked
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import Roles, User, is_auditor, users_with_role

FORMS: dict[str, type[forms.Form]] = {
    "facts": FactsForm, "ask": AskForm, "classify": ClassifyForm, "appoint": AppointForm, "pass_on": PassForm,
    "disown": ReasonForm, "dismiss": ReasonForm, "withdraw": ReasonForm, "reopen": ReasonForm, "answer": AnswerForm,
    "satisfied": SatisfiedForm, "unsatisfied": UnsatisfiedForm, "refer": SummaryForm, "file": FileForm, "remedy": RemedyForm,
    "questions": QuestionsForm, "make_major": ReasonForm, "declare_crisis": CrisisForm, "compensate": MoneyForm,
    "refuse_compensation": ReasonForm,
}  # fmt: skip
WATCHED = frozenset({"appoint", "answer"})


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that can be done now; `form` None needs only its button. `open` shows it unfolded."""

    verb: str
    label: str
    form: forms.Form | None
    open: bool

    @property
    def watched(self) -> bool:
        """Whether its words reach the complainant, so that they are looked through while they are typed (KNOW-014)."""
        return self.verb in WATCHED


def form_of(complaint: Complaint, verb: str, data: Any = None) -> forms.Form | None:
    """The form of a deed, filled with what is known."""
    kind = FORMS.get(verb)
    if kind is None:
        return None
    initial: dict[str, Any] = {
        "facts": lambda: facts_of(complaint, complaint.site),
        "ask": lambda: {"details": complaint.details, "evidence_note": complaint.evidence_note},
        "classify": lambda: {"kind": _proposed(complaint), "mind_set": complaint.mind_set, "wants": complaint.wants},
        "pass_on": lambda: {"department": complaint.department or department_of(complaint.kind_enum)},
        "questions": lambda: complaint.answers,
        "remedy": lambda: {"steps": complaint.remedy},
        "file": lambda: {"cause": complaint.cause, "prevention": complaint.prevention},
    }.get(verb, dict)()
    more: dict[str, Any] = {}
    if verb == "questions":
        more["kind"] = complaint.kind
    if verb == "declare_crisis":
        roles = (Roles.SITE_MANAGER, Roles.DUTY_MANAGER, Roles.HEAD_OFFICE)
        people = users_with_role(complaint.site, *roles, at=site_now(complaint.site))
        more["people"] = User.objects.filter(pk__in=[user.pk for user in people])
    return kind(data, initial=initial, prefix=None, auto_id=f"{verb}_%s", **more)


def _proposed(complaint: Complaint) -> str:
    """The kind that stands, or what the words say where nobody chose one."""
    if complaint.kind != Kind.OTHER:
        return complaint.kind
    return likely_kind(f"{complaint.problem} {complaint.details}", complaint.site) or Kind.OTHER


def may_do(verb: str, user: Any, site: Any) -> bool:
    """Whether the reader may do this deed: leaders' deeds, departments' deeds, the desk's."""
    if is_auditor(user, site):
        return False
    if verb in LEADERS_ONLY:
        return leads(user, site)
    return works(user, site) if verb in DEPARTMENTS_TOO else takes(user, site)


def verbs_of(complaint: Complaint) -> list[str]:
    """What can be done with it where it stands."""
    found = deeds_at(
        complaint.stage, complaint.level_enum, kind_has_questions=bool(questions_of(complaint.kind)),
        accepted=complaint.accepted_at is not None, seen=complaint.report_seen_at is not None,
    )  # fmt: skip
    return found + money_deeds(complaint.compensation_enum, complaint.is_valid is True)


def complaint_context(
    request: HttpRequest, number: str, *, refused: str = "", bound: forms.Form | None = None
) -> dict[str, Any]:
    """The page; `refused` names the deed whose form `bound` came back."""
    complaint = find_complaint(request, number)
    site, user = request.site, request.user
    verbs = [verb for verb in verbs_of(complaint) if may_do(verb, user, site)]
    if (
        refused and refused not in verbs
    ):  # the complaint moved on under the reader: what was typed is shown all the same
        verbs.insert(0, refused)
    main = refused or (verbs[0] if verbs else "")
    phones = masked([complaint.person]) if complaint.person is not None else {}
    again = complaints_of(site, unit_ids=[complaint.unit_id or 0], person_ids=[complaint.person_id or 0])
    return {
        "complaint": complaint,
        "deeds": [
            Deed(verb, WORDS[verb], bound if verb == refused else form_of(complaint, verb), verb == main)
            for verb in verbs
        ],
        "guides": guides_at(complaint.state, complaint.kind),
        "questions": [(line.text, complaint.answers.get(line.code, "")) for line in questions_of(complaint.kind)],
        "remedies": [(line.text, line.code in complaint.remedy) for line in remedy_steps()]
        if complaint.our_mistake
        else [],
        "photos": [(url(file), url(file, thumb=True)) for file in evidence_of(complaint)],
        "phone": ", ".join(phones.get(complaint.person_id or 0, {}).get("phone", [])),
        "wave": wave_of_complaint(complaint),
        "mind_set": MindSet(complaint.mind_set) if complaint.mind_set else None,
        "effect": Effect(complaint.effect) if complaint.effect else None,
        "wants": [Want(each) for each in complaint.wants if each in set(Want)],
        "department": DEPARTMENTS.get(complaint.department),
        "again": [each for each in again[:6] if each.pk != complaint.pk],
        "clocks": clocks_beside(complaint),
        "advice": advice_on(site, f"{complaint.problem} {complaint.details}", site_now(site))
        if complaint.stage in OPEN
        else None,
        "history": timeline(("complaints.complaint", complaint.pk)),
        "leads": leads(user, site),
    }
