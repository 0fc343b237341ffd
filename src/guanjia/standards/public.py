"""The door of standards."""

from guanjia.standards.rules.standard import Item, Standard, Step, Words
from guanjia.standards.rules.when import Calendar, Chain, Floating, Quota, Relative, Timer, Trigger, When

__all__ = [
    "Calendar",
    "Chain",
    "Floating",
    "Item",
    "Quota",
    "Relative",
    "Standard",
    "Step",
    "Timer",
    "Trigger",
    "When",
    "Words",
]
