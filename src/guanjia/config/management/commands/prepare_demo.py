"""`guanjia prepare-demo`: migrate, and load the demo site where no site is."""

from typing import Any

from django.core.management import CommandError, call_command, get_commands
from django.core.management.base import BaseCommand

from guanjia.foundation.sites.public import Site

LOAD, LOGINS = "load-demo", "demo-logins"


class Command(BaseCommand):
    """May be run again: a database that has a site keeps what it has. Prints the log-ins at the end."""

    help = "Make the database ready for ./run demo."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        if not Site.objects.exists():
            self.stderr.write("Loading the demo site ...")
            call_command(_name(LOAD))
        self.stdout.write("== log-ins ==")
        call_command(_name(LOGINS))


def _name(wanted: str) -> str:
    for name in (wanted, wanted.replace("-", "_")):
        if name in get_commands():
            return name
    raise CommandError(f"This build has no command {wanted}.")
