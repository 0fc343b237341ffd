"""Days as typed, moments as stored."""

from datetime import date, datetime, time, timedelta

from guanjia.foundation.sites.public import Site, to_utc


def span_of(site: Site, first: date | None, last: date | None) -> tuple[datetime | None, datetime | None]:
    """From local midnight of the first day to local midnight after the last; None stays None."""
    begins = to_utc(site, datetime.combine(first, time())) if first else None
    ends = to_utc(site, datetime.combine(last + timedelta(days=1), time())) if last else None
    return begins, ends
