"""Person: a natural person known to the company."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Company

PREFIX = ["int8_ops", "varchar_pattern_ops"]
"""PostgreSQL finds beginnings through an index of byte order only; SQLite's indexes are of byte order anyway."""


class Person(models.Model):
    """A natural person. Name, pinyin and affiliation are class P1: plain, masked and scoped by the lists.

    `wrapped_key` is the person's own data key under the installation's master key; empty once erased. `key_id` binds
    the ciphertexts to this person. `given` and `tail` are the name without its first one and two characters, so that a
    part of a name is found through an index (rules.parts). A site sees a person through a PersonLink only.
    """

    company = models.ForeignKey(Company, models.PROTECT, related_name="+")
    key_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wrapped_key = models.BinaryField()
    name = models.CharField(_("name"), max_length=120)
    pinyin = models.CharField(max_length=200, blank=True)
    initials = models.CharField(max_length=60, blank=True)
    given = models.CharField(max_length=120, blank=True)
    tail = models.CharField(max_length=120, blank=True)
    gender = models.CharField(_("gender"), max_length=1, blank=True, choices=[("f", _("female")), ("m", _("male"))])
    language = models.CharField(_("language"), max_length=12, default="zh-hans")
    affiliation = models.CharField(_("organisation"), max_length=200, blank=True)
    made_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["company", "name"], name="persons_by_name", opclasses=PREFIX),
            models.Index(fields=["company", "given"], name="persons_by_given", opclasses=PREFIX),
            models.Index(fields=["company", "tail"], name="persons_by_tail", opclasses=PREFIX),
            models.Index(fields=["company", "pinyin"], name="persons_by_pinyin", opclasses=PREFIX),
            models.Index(fields=["company", "initials"], name="persons_by_initials", opclasses=PREFIX),
        ]

    def __str__(self) -> str:
        return self.name or str(_("erased person %(id)s")) % {"id": self.pk}
