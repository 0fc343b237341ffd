"""Forms of organisations and their contacts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.people.forms.fields import PhoneField
from guanjia.people.models import Organisation


class OrganisationForm(forms.ModelForm):
    """An organisation that we deal with."""

    class Meta:
        model = Organisation
        fields = ["name", "short_name", "kind", "credit_code", "address"]

    def clean_name(self) -> str:
        """The tidy name, which another organisation of the company must not have."""
        name = " ".join(self.cleaned_data["name"].split())
        others = Organisation.objects.filter(company_id=self.instance.company_id, name=name)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("There is an organisation of this name already."))
        return name


class ContactForm(forms.Form):
    """Whom we talk to there. Phone and e-mail are kept encrypted."""

    name = forms.CharField(label=_("Full name"), max_length=80)
    position = forms.CharField(label=_("Position"), max_length=80, required=False)
    phone = PhoneField(required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    is_primary = forms.BooleanField(label=_("First contact"), required=False)
