"""What is typed about the queue."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.queues.models import Business, Counter
from guanjia.frontdesk.queues.rules.tickets import Lane
from guanjia.kernel.states import choices


class BusinessForm(forms.ModelForm):
    """A kind of business at the counters."""

    class Meta:
        model = Business
        fields = ("code", "name_zh", "name_en", "letter", "lane", "minutes", "capacity", "papers")

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        lane: Any = self.fields["lane"]
        lane.choices = [(value, gettext(label)) for value, label in choices(Lane)]

    def clean(self) -> dict[str, Any]:
        """A code and a letter belong to one business of the site."""
        given = super().clean() or {}
        others = Business.objects.filter(site=self.site).exclude(pk=self.instance.pk)
        for name in ("code", "letter"):
            if given.get(name) and others.filter(**{name: given[name]}).exists():
                self.add_error(name, _("Another business has this already."))
        return given


class CounterForm(forms.ModelForm):
    """A counter and what it takes."""

    class Meta:
        model = Counter
        fields = ("code", "name", "kinds")
        widgets = {"kinds": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        kinds: Any = self.fields["kinds"]
        kinds.queryset = Business.objects.filter(site=site, is_open=True)

    def clean_code(self) -> str:
        """A code belongs to one counter of the site."""
        code = str(self.cleaned_data["code"])
        if Counter.objects.filter(site=self.site, code=code).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Another counter has this already."))
        return code


class PeakForm(forms.Form):
    """A big event that will bring people to the desk."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    begins = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs={"type": "time"}))
    words = forms.CharField(label=_("What"), max_length=120)
    count = forms.IntegerField(label=_("Numbers expected"), min_value=0, max_value=9999, required=False)
