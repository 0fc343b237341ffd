"""What a resident without a phone asks about their data at the counter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.persons.public import Consent
from guanjia.frontdesk.desk.public import ProxyService

ERASE = "erase"


class DataForm(forms.Form):
    """One wish, and the paper that was looked at: a data right is exercised by its holder only (个人信息保护法 第50条)."""

    wish = forms.ChoiceField(label=_("What they ask for"), widget=forms.RadioSelect)
    paper = forms.ChoiceField(label=_("Paper looked at"), choices=ProxyService.Paper.choices)
    paper_tail = forms.RegexField(
        r"^[0-9A-Za-z]{4}$", label=_("Its last four signs"), required=False, max_length=4,
        help_text=_("No copy is kept."),
    )  # fmt: skip

    def __init__(self, consents: list[Consent], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        withdrawn = [(row.purpose, _("Withdraw the consent: %(text)s") % {"text": row.text[:80]}) for row in consents]
        self.fields["wish"].choices = [*withdrawn, (ERASE, _("Erase what we keep about them"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A paper is noted by its last four signs."""
        given = super().clean() or {}
        if given.get("paper") not in (None, ProxyService.Paper.KNOWN) and not given.get("paper_tail"):
            self.add_error("paper_tail", _("Note the last four signs of the paper."))
        return given
