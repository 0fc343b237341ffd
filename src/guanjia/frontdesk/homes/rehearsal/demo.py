"""The demo's estate: its past days played by the same troupes as a rehearsal, its present left to whoever logs in."""

from datetime import datetime, time, timedelta

from guanjia.foundation.rehearsal.public import play
from guanjia.foundation.sites.public import Company, Site, local, to_utc
from guanjia.frontdesk.homes.rehearsal.week import PARTS, set_stage

SITE = "garden"
PASSWORD = "guanjia-demo"
HOMES = 28
DAYS = 2
PREFIX = "garden-"


def load(company: Company, now: datetime) -> Site:
    """Make the estate beside the company's other sites and play it up to `now`; its clock then runs free.

    Called once, for a company without it.
    """
    site = Site.objects.create(
        company=company,
        code=SITE,
        name="翠湖花园",
        settings={"secrecy_contact": "0571-8000 0000", "phone": "0571-8000 1234"},
    )
    first = local(site, now).date() - timedelta(days=DAYS - 1)
    site.held_at = to_utc(site, datetime.combine(first, time()))
    site.save(update_fields=["held_at"])
    stage, _end = set_stage(site, seed=2026, days=DAYS, homes=HOMES, prefix=PREFIX, password=PASSWORD, after=14)
    play(stage, until=now)
    Site.objects.filter(pk=site.pk).update(held_at=None)
    site.held_at = None
    return site


def log_ins() -> list[tuple[str, str, str]]:
    """(user name, password, role in English) of the first on each post; none where there is no estate."""
    if not Site.objects.filter(code=SITE).exists():
        return []
    return [(f"{PREFIX}{part.login}", PASSWORD, part.role.label) for part in PARTS]
