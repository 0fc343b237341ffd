"""What the system owes by itself: the month's sample, the lists of greetings."""

from guanjia.care.actions.greeting import plan_greetings
from guanjia.care.actions.sampling import draw_sample
from guanjia.duties.public import Task
from guanjia.foundation.sites.public import local


def perform_draw(task: Task) -> None:
    """Draw the sample of the month that has begun."""
    draw_sample(site=task.site, month=f"{local(task.site, task.at):%Y-%m}", actor=None, at=task.at)


def perform_greetings(task: Task) -> None:
    """List whom to greet."""
    plan_greetings(site=task.site, at=task.at)
