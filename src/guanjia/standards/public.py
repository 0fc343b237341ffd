"""The door of standards."""

from guanjia.standards.actions import PatchRefused, StalePatch, patch_standard, switch_off, switch_on
from guanjia.standards.models import StandardPatch, StandardVersion
from guanjia.standards.queries.effective import effective, standards_by_id
from guanjia.standards.queries.floor import cite, law_at, laws_at, laws_binding
from guanjia.standards.queries.saying import say
from guanjia.standards.queries.shipped import shipped
from guanjia.standards.queries.wording import describe_span, describe_when, moment_label
from guanjia.standards.rules.condition import matches
from guanjia.standards.rules.law import Law
from guanjia.standards.rules.problems import Problem, StandardInvalid
from guanjia.standards.rules.standard import Discharge, Item, Standard, Step, Window, Words
from guanjia.standards.rules.when import Calendar, Chain, Floating, Quota, Relative, Timer, Trigger, When

__all__ = [
    "Calendar",
    "Chain",
    "Discharge",
    "Floating",
    "Item",
    "Law",
    "PatchRefused",
    "Problem",
    "Quota",
    "Relative",
    "StalePatch",
    "Standard",
    "StandardInvalid",
    "StandardPatch",
    "StandardVersion",
    "Step",
    "Timer",
    "Trigger",
    "When",
    "Window",
    "Words",
    "cite",
    "describe_span",
    "describe_when",
    "effective",
    "law_at",
    "laws_at",
    "laws_binding",
    "matches",
    "moment_label",
    "patch_standard",
    "say",
    "shipped",
    "standards_by_id",
    "switch_off",
    "switch_on",
]
