"""Imports a programme in a test and counts what it did."""

import io
from datetime import UTC, datetime
from typing import Any

from guanjia.conference.actions.import_programme import ImportReport, import_programme
from guanjia.foundation.sites.public import Site

AT = datetime(2026, 2, 1, 8, 0, tzinfo=UTC)


def take_over(site: Site, data: bytes, **options: Any) -> ImportReport:
    report = import_programme(
        site=site, stream=io.BytesIO(data), name="programme", actor=None, at=options.pop("at", AT), **options
    )
    counted = report.created + report.updated + report.moved + report.unchanged + len(report.rejected)
    assert counted == report.sessions
    return report


def counts(report: ImportReport) -> dict[str, int]:
    """What is not nought."""
    found = {name: getattr(report, name) for name in ("created", "updated", "moved", "unchanged", "withdrawn")}
    found["rejected"] = len(report.rejected)
    return {name: number for name, number in found.items() if number}
