"""What is owed the archive of a site begins with its first document or form."""

from datetime import datetime

from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import begin

ARCHIVE = "papers.archive"


def open_archive(*, site: Site, at: datetime) -> None:
    """Let the planner know the archive; once it does, a further call costs one look and changes nothing."""
    begin(ARCHIVE, site.pk, site=site, at=at)
