"""What the system owes by itself: the month's sample, the lists of greetings."""

from guanjia.care.actions.greeting import plan_greetings, write_greeting
from guanjia.care.actions.sampling import draw_sample
from guanjia.care.models import Greeting
from guanjia.care.rules.greetings import GreetingState
from guanjia.duties.public import Task
from guanjia.foundation.sites.public import local


def perform_draw(task: Task) -> None:
    """Draw the sample of the month that has begun."""
    draw_sample(site=task.site, month=f"{local(task.site, task.at):%Y-%m}", actor=None, at=task.at)


def perform_greetings(task: Task) -> None:
    """List whom to greet."""
    plan_greetings(site=task.site, at=task.at)


def perform_message(task: Task) -> None:
    """Write to whoever agreed to be written to; whom no message reaches stays with the butler."""
    rows = Greeting.objects.filter(pk=task.subject_id, state=GreetingState.DUE)
    row = rows.select_related("site", "file__person").first()
    if row is not None:
        write_greeting(greeting=row, at=task.at)
