"""Who does what with papers: predicates over (user, site)."""

from typing import Any

from guanjia.conference.public import can_plan, can_run
from guanjia.materials.models import Destruction, Paper
from guanjia.people.public import Roles, is_any_of

plans_papers = can_plan
hands_papers = can_run
sees_papers = can_run | is_any_of(Roles.ARCHIVIST)
destroys_papers = is_any_of(Roles.COORDINATOR, Roles.TEAM_LEADER, Roles.ARCHIVIST)
approves_incidents = is_any_of(Roles.COORDINATOR, Roles.TEAM_LEADER, Roles.DUTY_MANAGER)
exports_record = is_any_of(Roles.COORDINATOR, Roles.ARCHIVIST)


def may_see_paper(user: Any, site: Any, paper_id: int) -> bool:
    """Whether the user may open the source file of a paper: those who plan the event's papers."""
    return bool(plans_papers(user, site)) and Paper.objects.filter(pk=paper_id, site=site).exists()


def may_see_report(user: Any, site: Any, pk: int) -> bool:
    """Whether the user may open a destruction report."""
    return bool(sees_papers(user, site)) and Destruction.objects.filter(pk=pk, site=site).exists()
