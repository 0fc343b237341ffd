"""The door of dispatch."""

from guanjia.dispatch.actions.proposing import give_to, propose, take_proposal
from guanjia.dispatch.models import Ability, Area, AreaPerson, BuildingWay, Proposal
from guanjia.dispatch.rules.jobs import Job, Plan, Spot, Ways, Worker
from guanjia.dispatch.rules.lateness import Case, taught_by
from guanjia.dispatch.rules.planning import assign
from guanjia.dispatch.rules.states import AreaRole, Mode, ProposalState

__all__ = [
    "Ability",
    "Area",
    "AreaPerson",
    "AreaRole",
    "BuildingWay",
    "Case",
    "Job",
    "Mode",
    "Plan",
    "Proposal",
    "ProposalState",
    "Spot",
    "Ways",
    "Worker",
    "assign",
    "give_to",
    "propose",
    "take_proposal",
    "taught_by",
]
