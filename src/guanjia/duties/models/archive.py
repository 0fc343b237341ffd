"""Where finished duties older than 13 months lie."""

from django.db import models

from guanjia.duties.models.duty import DutyRow


class ArchivedDuty(DutyRow):
    """A finished duty with the id and the columns that it had while it was alive."""

    id = models.BigIntegerField(primary_key=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "standard_code", "subject_kind", "subject_id", "occurrence", "round"],
                name="archived_duty_once",
            )
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="archived_duty_by_subject"),
            models.Index(fields=["site", "due_at", "id"], name="archived_duty_by_due"),
        ]
