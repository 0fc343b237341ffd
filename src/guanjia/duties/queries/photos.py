"""The photos of duties, and who may see them."""

from typing import Any

from guanjia.duties.models import ArchivedDuty, Duty, EvidenceFile
from guanjia.duties.models.states import EvidenceStatus
from guanjia.duties.permissions import sees_duties
from guanjia.foundation.files.public import StoredFile
from guanjia.foundation.sites.public import Site
from guanjia.people.public import is_auditor


def may_see_photo(user: Any, site: Site, duty_id: int) -> bool:
    """Whoever works at the duty's site, and its auditors."""
    if not (sees_duties(user, site) or is_auditor(user, site)):
        return False
    return any(model.objects.filter(pk=duty_id, site=site).exists() for model in (Duty, ArchivedDuty))


def photos_about(kind: str, subject_id: int, standard_code: str) -> list[StoredFile]:
    """The photos that were handed in with the subject's duties of this standard and not refused, oldest first; one query."""
    duties = Duty.objects.filter(subject_kind=kind, subject_id=subject_id, standard_code=standard_code)
    rows = EvidenceFile.objects.filter(evidence__duty__in=duties).exclude(evidence__status=EvidenceStatus.REJECTED)
    return [row.file for row in rows.select_related("file").order_by("evidence__at", "pk")]
