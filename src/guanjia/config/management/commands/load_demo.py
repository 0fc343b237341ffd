"""`guanjia load-demo`: the municipal conference centre and an estate, each with days of history."""

from typing import Any

from django.core.management.base import BaseCommand

from guanjia.agenda import rehearsal as agenda
from guanjia.assembly import rehearsal as assembly
from guanjia.clientele import rehearsal as clientele
from guanjia.conference.rehearsal import demo as centre
from guanjia.foundation.sites.public import Company, Site
from guanjia.frontdesk.homes.rehearsal import demo as estate
from guanjia.green import rehearsal as green
from guanjia.kernel import clock
from guanjia.layouts import rehearsal as layouts
from guanjia.materials import rehearsal as materials
from guanjia.protected import rehearsal as protected
from guanjia.reception import rehearsal as reception
from guanjia.roomcontrol import rehearsal as roomcontrol
from guanjia.scheduling import rehearsal as scheduling
from guanjia.seating import rehearsal as seating
from guanjia.signage import rehearsal as signage
from guanjia.wayfinding import rehearsal as wayfinding


class Command(BaseCommand):
    """Makes the demo sites that are not there: a second call changes nothing."""

    help = "Make the demo sites and play their history."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load once."""
        if not Site.objects.filter(code=centre.SITE).exists():
            site = centre.load(clock.now())
            seating.load(site, clock.now())
            layouts.load(site, clock.now())
            reception.load(site, clock.now())
            wayfinding.load(site, clock.now())
            signage.load(site, clock.now())
            assembly.load(site, clock.now())
            agenda.load(site, clock.now())
            roomcontrol.load(site, clock.now())
            green.load(site, clock.now())
            clientele.load(site, clock.now())
            scheduling.load(site, clock.now())
            materials.load(site, clock.now())
            protected.load(site, clock.now())
        if not Site.objects.filter(code=estate.SITE).exists():
            estate.load(Company.objects.get(code="guanjia"), clock.now())
