"""The evidence of a complaint."""

from typing import Any

from django.db.models import QuerySet

from guanjia.complaints.models import Complaint
from guanjia.complaints.permissions import works
from guanjia.foundation.files.public import StoredFile
from guanjia.foundation.sites.public import Site
from guanjia.people.public import is_auditor


def evidence_of(complaint: Complaint) -> QuerySet[StoredFile]:
    """Photos that came with the complaint."""
    return StoredFile.objects.filter(holds__holder_kind="complaints.complaint", holds__holder_id=complaint.pk).order_by(
        "pk"
    )


def may_see_evidence(user: Any, site: Site, complaint_id: int) -> bool:
    """Whoever works with complaints at the site, and its auditors."""
    if not (works(user, site) or is_auditor(user, site)):
        return False
    return Complaint.objects.filter(pk=complaint_id, site=site).exists()
