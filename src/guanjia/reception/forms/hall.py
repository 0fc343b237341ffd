"""What people fill in at the counter and for the security of a hall."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.people.public import User
from guanjia.reception.forms.common import said
from guanjia.reception.rules.deposits import What
from guanjia.reception.rules.security import Risk


class DepositForm(forms.Form):
    """Hand in: tag, name, what. The cursor stands on the tag, so a scanner goes on by itself."""

    tag = forms.CharField(
        label=_("Tag number"), max_length=32, widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"})
    )
    holder = forms.CharField(
        label=_("Full name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    what = forms.ChoiceField(label=_("Thing"))
    note = forms.CharField(label=_("Short remark"), max_length=100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = said(What)  # type: ignore[attr-defined]


class ReturnForm(forms.Form):
    """Give back: tag and name, and what is asked for where the tag is lost or the thing is valuable."""

    tag = forms.CharField(
        label=_("Tag number"), max_length=32, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    name = forms.CharField(label=_("Full name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    signature = forms.CharField(label=_("Signature of whoever takes it"), max_length=120, required=False)
    described = forms.CharField(label=_("How it was described"), max_length=80, required=False)
    witness = forms.ChoiceField(label=_("Second person"), required=False)

    def __init__(self, *args: Any, people: list[User], tag_asked: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(user.pk), str(user)) for user in people]
        self.fields["witness"].choices = [("", "–"), *named]  # type: ignore[attr-defined]
        if not tag_asked:
            del self.fields["tag"]


class SecurityForm(forms.Form):
    """Size and risk of an event."""

    heads = forms.IntegerField(label=_("People"), min_value=1, max_value=100_000)
    risk = forms.ChoiceField(label=_("Risk"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["risk"].choices = said(Risk)  # type: ignore[attr-defined]


class CommandForm(forms.Form):
    """Who commands."""

    commander = forms.ModelChoiceField(label=_("Command"), queryset=User.objects.none())
    channel = forms.CharField(label=_("Radio channel"), max_length=40, required=False)
    permit = forms.CharField(label=_("Permit number"), max_length=60, required=False)

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commander"].queryset = User.objects.filter(pk__in=[user.pk for user in people])  # type: ignore[attr-defined]


class RingForm(forms.Form):
    """Who stands in one ring."""

    needed = forms.IntegerField(label=_("Guards needed"), min_value=1, max_value=500)
    helpers = forms.IntegerField(label=_("Guards from outside"), min_value=0, max_value=500, initial=0)
    place = forms.CharField(label=_("Where"), max_length=120, required=False)
    guards = forms.ModelMultipleChoiceField(
        label=_("Our guards"), queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guards"].queryset = User.objects.filter(pk__in=[user.pk for user in people])  # type: ignore[attr-defined]
