"""Who was asked about a visitor, by which link, and what they said."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.visitors.rules.asking import HostAnswer
from guanjia.kernel.states import choices


class HostQuestion(models.Model):
    """One host was asked whether a visitor may come in (VISI-005). The link holds for one answer and for this visit only.

    `token` is the address of the question; `answered_at` None: nothing was said yet. `asked_at` is the last message.
    """

    visit = models.ForeignKey("visitors.Visit", models.CASCADE, related_name="questions")
    host = models.ForeignKey("persons.Person", models.CASCADE, related_name="+")
    token = models.CharField(max_length=43, unique=True)
    asked_at = models.DateTimeField(_("asked at"))
    answer = models.CharField(_("answer of the host"), max_length=4, choices=choices(HostAnswer), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["visit", "host"], name="visitor_host_asked_once")]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.answer}"

    @property
    def said(self) -> HostAnswer | None:
        """The answer with its label and colour."""
        return HostAnswer(self.answer) if self.answer else None
