"""The door of visitors: the portal announces and answers, conferences pre-register, papers take the muster list."""

from guanjia.frontdesk.visitors.actions.admitting import (
    admit,
    arrive,
    host_says_yes,
    look_at_paper,
    move_expected,
    refuse,
    sign_out,
    stay_longer,
    withdraw_invitation,
)
from guanjia.frontdesk.visitors.actions.booking import (
    Coming,
    expect_known,
    expect_visitor,
    invite_visitor,
    register_visitor,
)
from guanjia.frontdesk.visitors.actions.keys import pass_text
from guanjia.frontdesk.visitors.actions.moving import VISIT
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.models import AccessNeed, Facility, Visit
from guanjia.frontdesk.visitors.queries.hosts import hosts_of, is_host
from guanjia.frontdesk.visitors.queries.visits import (
    Inside,
    inside_list,
    needs_of,
    visit_of_source,
    visits_of_host,
    waiting_for_host,
)
from guanjia.frontdesk.visitors.rules.access import FacilityState
from guanjia.frontdesk.visitors.rules.kinds import VisitKind
from guanjia.frontdesk.visitors.rules.states import PaperKind, Refusal, VisitState

__all__ = [
    "VISIT",
    "AccessNeed",
    "Coming",
    "Facility",
    "FacilityState",
    "Inside",
    "PaperKind",
    "Refusal",
    "Visit",
    "VisitKind",
    "VisitRefused",
    "VisitState",
    "admit",
    "arrive",
    "expect_known",
    "expect_visitor",
    "host_says_yes",
    "hosts_of",
    "inside_list",
    "invite_visitor",
    "is_host",
    "look_at_paper",
    "move_expected",
    "needs_of",
    "pass_text",
    "refuse",
    "register_visitor",
    "sign_out",
    "stay_longer",
    "visit_of_source",
    "visits_of_host",
    "waiting_for_host",
    "withdraw_invitation",
]
