"""E-mails that came in."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.servicedesk.rules.requests import MailOutcome


class IncomingMail(models.Model):
    """What became of one e-mail to the site: a request, words beside one, or not taken and why.

    Neither its words nor its sender's address are here: `sender` is masked; the words stand in the request or nowhere.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    message_id = models.CharField(max_length=250)
    sender = models.CharField(_("from"), max_length=80, blank=True)
    outcome = models.CharField(max_length=12, choices=choices(MailOutcome))
    reason = models.CharField(max_length=300, blank=True)
    request = models.ForeignKey(
        "servicedesk.ServiceRequest", models.PROTECT, null=True, blank=True, related_name="mails"
    )
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "message_id"], name="incoming_mail_once")]
        indexes: ClassVar = [models.Index(fields=["site", "at"], name="incoming_mail_list")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.at}"

    @property
    def became(self) -> MailOutcome:
        """The outcome with its label and colour."""
        return MailOutcome(self.outcome)
