"""What people fill in about languages and meetings with venues elsewhere."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.people.public import User
from guanjia.reception.forms.common import LocalMoment, SiteForm, said
from guanjia.reception.models import Interpreter
from guanjia.reception.rules.languages import Language, Mode, Skill


class NeedForm(SiteForm):
    """A language an event needs."""

    language = forms.ChoiceField(label=_("Language"))
    mode = forms.ChoiceField(label=_("Way"))
    starts_at = LocalMoment(label=_("From"))
    ends_at = LocalMoment(label=_("Until"))
    listeners = forms.IntegerField(label=_("Listeners"), min_value=0, max_value=20_000, initial=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = said(Language)  # type: ignore[attr-defined]
        self.fields["mode"].choices = said(Mode)  # type: ignore[attr-defined]


class InterpreterForm(forms.Form):
    """Somebody who interprets."""

    name = forms.CharField(label=_("Full name"), max_length=120)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    languages = forms.MultipleChoiceField(label=_("Languages spoken"), widget=forms.CheckboxSelectMultiple)
    certificate = forms.CharField(label=_("Certificate seen"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = said(Language)  # type: ignore[attr-defined]


class AssignForm(forms.Form):
    """Who interprets a need."""

    interpreter = forms.ModelChoiceField(label=_("Interpreter"), queryset=Interpreter.objects.none())

    def __init__(self, *args: Any, able: list[Interpreter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Interpreter.objects.filter(pk__in=[each.pk for each in able]).select_related("person")
        self.fields["interpreter"].queryset = found  # type: ignore[attr-defined]
        self.fields["interpreter"].label_from_instance = lambda each: each.person.name  # type: ignore[attr-defined]


class TermsForm(forms.Form):
    """A glossary, pasted."""

    language = forms.ChoiceField(label=_("Language"))
    text = forms.CharField(
        label=_("Glossary: one line each, 中文 = word"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = said(Language)  # type: ignore[attr-defined]


class SkillForm(SiteForm):
    """What one of us speaks."""

    user = forms.ModelChoiceField(label=_("Who"), queryset=User.objects.none())
    language = forms.ChoiceField(label=_("Language"))
    skill = forms.ChoiceField(label=_("Level"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = said(Language)  # type: ignore[attr-defined]
        self.fields["skill"].choices = [("", "–"), *said(Skill)]  # type: ignore[attr-defined]


class VideoForm(forms.Form):
    """Lines and venues of a meeting."""

    main_line = forms.CharField(label=_("Main line"), max_length=120)
    spare_line = forms.CharField(label=_("Spare line"), max_length=120)
    bridge = forms.CharField(label=_("Telephone bridge"), max_length=60)
    venues = forms.CharField(label=_("Venues, one a line"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
