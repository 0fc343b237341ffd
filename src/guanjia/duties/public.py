"""The door of duties: planning, clock, gates, evidence, lists, score and explanation."""

from guanjia.duties.actions.assigning import AssignmentRefused, assign, call_leader
from guanjia.duties.actions.deciding import DecisionRefused, counter_sign, decide_evidence
from guanjia.duties.actions.evidence import submit_evidence
from guanjia.duties.actions.fitness import register_fitness
from guanjia.duties.actions.gating import GateClosed, Obstacle, discharge, obstacles_of, require
from guanjia.duties.actions.performing import Task, performers, register_performer
from guanjia.duties.actions.planning import plan_dirty, plan_now
from guanjia.duties.actions.recalendar import follow_calendar
from guanjia.duties.actions.recomputing import recompute_timers
from guanjia.duties.actions.submission import EvidenceRefused, Proof, Receipt
from guanjia.duties.actions.ticking import tick
from guanjia.duties.filters import DutyFilter
from guanjia.duties.models import Duty, Evidence
from guanjia.duties.models.states import EvidenceStatus, Source
from guanjia.duties.queries.explaining import Explanation, explain
from guanjia.duties.queries.lines import DutyLine, lines_of
from guanjia.duties.queries.lists import (
    board,
    duties_of,
    evidence_note,
    evidence_of,
    my_duties,
    overdue,
    to_counter_sign,
    to_review,
    unmanned,
)
from guanjia.duties.queries.photos import photos_about
from guanjia.duties.queries.score import Score, scores
from guanjia.duties.rehearsal.counts import duty_counts, escalation_count
from guanjia.duties.rehearsal.workers import Errand, by_own_hand, hand_in, workforce
from guanjia.duties.rules.judge import state_at
from guanjia.duties.rules.states import DutyState

__all__ = [
    "AssignmentRefused",
    "DecisionRefused",
    "Duty",
    "DutyFilter",
    "DutyLine",
    "DutyState",
    "Errand",
    "Evidence",
    "EvidenceRefused",
    "EvidenceStatus",
    "Explanation",
    "GateClosed",
    "Obstacle",
    "Proof",
    "Receipt",
    "Score",
    "Source",
    "Task",
    "assign",
    "board",
    "by_own_hand",
    "call_leader",
    "counter_sign",
    "decide_evidence",
    "discharge",
    "duties_of",
    "duty_counts",
    "escalation_count",
    "evidence_note",
    "evidence_of",
    "explain",
    "follow_calendar",
    "hand_in",
    "lines_of",
    "my_duties",
    "obstacles_of",
    "overdue",
    "performers",
    "photos_about",
    "plan_dirty",
    "plan_now",
    "recompute_timers",
    "register_fitness",
    "register_performer",
    "require",
    "scores",
    "state_at",
    "submit_evidence",
    "tick",
    "to_counter_sign",
    "to_review",
    "unmanned",
    "workforce",
]
