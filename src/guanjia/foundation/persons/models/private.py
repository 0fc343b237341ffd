"""Encrypted values of a person and the blind indexes that find them."""

from django.db import models

from guanjia.foundation.persons.models.person import Person


class PrivateValue(models.Model):
    """One value of class P2 or P3, AES-GCM under the person's key. A person may have several phones."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="values_private")
    field = models.CharField(max_length=20)
    ordinal = models.PositiveSmallIntegerField(default=0)
    sealed = models.BinaryField()
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "field", "ordinal"], name="persons_one_value_per_ordinal")
        ]


class BlindIndex(models.Model):
    """An HMAC of a value, or of a phone's last four digits, by which the person is found."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    field = models.CharField(max_length=20)
    digest = models.BinaryField(max_length=16)

    class Meta:
        indexes = [models.Index(fields=["digest"], name="persons_by_digest")]
