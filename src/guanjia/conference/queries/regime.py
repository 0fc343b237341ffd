"""The law rows that bind meetings at a site, as the rules of the regime read them."""

from datetime import datetime

from guanjia.conference.rules.regime import Clause
from guanjia.foundation.sites.public import Site
from guanjia.standards.public import laws_at


def clauses_at(site: Site, at: datetime) -> dict[str, Clause]:
    """The law rows of meetings in force at the site on that day, by key. A row without a value counts as 0."""
    rows = (law for law in laws_at(site, at) if law.key.startswith("meeting."))
    return {law.key: Clause(law.key, float(law.value or 0), law.article) for law in rows}
