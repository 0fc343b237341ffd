"""What a client told us, as it is typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.clientele.actions.clients import CONSENT, TOLD_TOPICS
from guanjia.clientele.queries.clients import TOPIC_WORDS
from guanjia.clientele.rules.points import rewards
from guanjia.people.public import Contact, Organisation


class PreferenceForm(forms.Form):
    """One thing; about a person only with consent."""

    topic = forms.ChoiceField(label=_("About"))
    text = forms.CharField(label=_("What they like"), max_length=200)
    contact = forms.ModelChoiceField(
        label=_("Of this person"),
        queryset=Contact.objects.none(),
        required=False,
        empty_label=_("the organisation as a whole"),
    )
    agreed = forms.BooleanField(label=_("This person agrees"), required=False)

    def __init__(self, *args: Any, client: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["topic"].choices = [(code, gettext(TOPIC_WORDS[code])) for code in TOLD_TOPICS]
        fields["topic"].initial = "tea"
        fields["contact"].queryset = client.contacts.all()
        fields["agreed"].help_text = gettext(CONSENT)


class SpendForm(forms.Form):
    """A reward for points. `key` is the same when the page is sent twice."""

    reward = forms.ChoiceField(label=_("Reward"))
    count = forms.IntegerField(label=_("Number of them"), min_value=1, max_value=100, initial=1)
    note = forms.CharField(label=_("Note"), max_length=120, required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def __init__(self, *args: Any, chinese: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = "zh" if chinese else "en"
        told = [(code, f"{each.text[words]} · {each.points}") for code, each in rewards().items()]
        self.fields["reward"].choices = told  # type: ignore[attr-defined]


class CodeForm(forms.Form):
    """The code of a client that sent this one."""

    code = forms.CharField(label=_("Referral code"), max_length=12)
