"""`guanjia load-demo`: the municipal conference centre with two days of history."""

from typing import Any

from django.core.management.base import BaseCommand

from guanjia.conference.rehearsal.demo import SITE, load
from guanjia.foundation.sites.public import Site
from guanjia.kernel import clock


class Command(BaseCommand):
    """Makes the demo site unless it is there: a second call changes nothing."""

    help = "Make the demo site and play its history."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load once."""
        if not Site.objects.filter(code=SITE).exists():
            load(clock.now())
