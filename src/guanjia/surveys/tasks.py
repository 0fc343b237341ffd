"""The beat that writes the letters of surveys."""

from datetime import datetime

from guanjia.foundation.jobs.public import every
from guanjia.surveys.actions.building import write_letters


@every("surveys.letters", seconds=30)
def write_due_letters(now: datetime) -> None:
    """A slice of the letters that open surveys still owe."""
    write_letters()
