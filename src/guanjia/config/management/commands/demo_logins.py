"""`guanjia demo-logins`: who can log in to the demo."""

from typing import Any

from django.core.management.base import BaseCommand

from guanjia.conference.rehearsal import demo as centre
from guanjia.frontdesk.homes.rehearsal import demo as estate


class Command(BaseCommand):
    """Prints a table: user name, password, role."""

    help = "Print the log-ins of the demo sites."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line each."""
        rows = [("user name", "password", "role"), *centre.log_ins(), *estate.log_ins()]
        widths = [max(len(row[column]) for row in rows) for column in range(3)]
        for row in rows:
            self.stdout.write("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())
