"""An estate of 100,000 homes and about 300,000 persons with telephones, number plates and dated relations.

For benches that look somebody up: `crowd = fill_crowd()`, once, in the bench's own empty database.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

HOMES = 100_000
NOW = datetime(2026, 3, 5, 4, tzinfo=UTC)
SEED = 20260305


@dataclass(frozen=True)
class Crowd:
    """The site, its homes (foundation.rehearsal Home: unit_id, code, person_ids) and how many persons it has."""

    site: Any
    homes: list[Any]
    persons: int


def fill_crowd(homes: int = HOMES) -> Crowd:
    """Build it through the same door as a rehearsal's estate, then let the engine count its tables."""
    from django.db import connection  # noqa: PLC0415 - needs settings

    from guanjia.foundation.persons.public import Person  # noqa: PLC0415 - needs settings
    from guanjia.foundation.sites.public import Company, Site  # noqa: PLC0415 - needs settings
    from guanjia.frontdesk.homes.rehearsal import build_estate  # noqa: PLC0415 - needs settings

    _fill_fast()
    company = Company.objects.create(code="crowd", name="Crowd")
    site = Site.objects.create(company=company, code="crowd", name="Crowd", zone="Asia/Shanghai")
    built = build_estate(site, homes, SEED, NOW)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("RESET session_replication_role")
        cursor.execute("ANALYZE")
    return Crowd(site, built, Person.objects.count())


def _fill_fast() -> None:
    """PostgreSQL looks up two million foreign keys one by one otherwise; the throwaway server may leave that out."""
    from django.db import connection  # noqa: PLC0415 - needs settings

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
