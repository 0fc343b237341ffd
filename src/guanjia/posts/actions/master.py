"""Posts, shifts and qualifications: master data of a site."""

from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site
from guanjia.posts.models import Post, Qualification, Shift


@transaction.atomic
def save_row(*, row: Post | Shift | Qualification, site: Site, at: datetime, actor: Any) -> None:
    """Store a new or changed post, shift or qualification, with its journal entry."""
    fresh, noun = row.pk is None, row._meta.model_name
    row.site = site
    row.save()
    action = f"posts.{'add' if fresh else 'change'}_{noun}"
    record(site=site, at=at, actor=actor, action=action, subject=(f"posts.{noun}", row.pk))
