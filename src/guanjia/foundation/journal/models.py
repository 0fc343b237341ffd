"""The append-only journal, the erasable text beside it and the seal over it."""

from django.db import models

from guanjia.foundation.sites.public import Site


class Entry(models.Model):
    """What happened to one subject at one moment: move, audit entry and event at once. Never changed, never deleted.

    `at` is the domain moment (the site's clock), `recorded_at` the wall clock. The actor is an id only, None is the
    system. `reason_hash` and hashed values in `changes` stand for free text, which lies erasable in JournalText.
    """

    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40, blank=True)
    reason_hash = models.CharField(max_length=64, blank=True)
    changes = models.JSONField(default=dict)
    event_kind = models.CharField(max_length=120, blank=True)
    event = models.JSONField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="journal_by_subject"),
            models.Index(fields=["site", "id"], name="journal_by_site"),
            models.Index(fields=["site", "actor_id", "id"], name="journal_by_actor"),
            models.Index(fields=["site", "action", "id"], name="journal_by_action"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.action} {self.subject_kind} {self.subject_id}"

    @property
    def reason(self) -> str:
        """The reason in words; empty where none was given or where it has been erased."""
        text = getattr(self, "text", None)
        return text.reason if text else ""


class JournalText(models.Model):
    """Free text of one entry. Erasing the row leaves the entry's hashes and so its seal whole."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="text")
    salt = models.CharField(max_length=32)
    reason = models.TextField(blank=True)
    fields = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.reason[:40]


class SealBatch(models.Model):
    """A Merkle tree over entries of one site; its first leaf names the site, the number and the previous root."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField()
    sealed_at = models.DateTimeField()
    entry_count = models.PositiveIntegerField()
    last_entry_id = models.BigIntegerField()
    previous_root = models.CharField(max_length=64)
    root = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "number"], name="seal_number_once_a_site")]

    def __str__(self) -> str:
        return f"{self.number} {self.root[:12]}"


class SealLeaf(models.Model):
    """That an entry is sealed, where in its batch and with which hash.

    The entry is a plain id: it must survive a loss.
    """

    entry_id = models.BigIntegerField(primary_key=True)
    batch = models.ForeignKey(SealBatch, models.PROTECT, related_name="leaves")
    position = models.PositiveIntegerField()
    leaf_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="seal_position_once_a_batch")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.leaf_hash[:12]}"
