"""Sheets without seats: flags and awards."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page
from guanjia.seating.actions.printing import awards_pdf, flags_pdf
from guanjia.seating.permissions import plans_seats
from guanjia.seating.queries.charts import said
from guanjia.seating.rules.awards import batches
from guanjia.seating.rules.charts import Certainty, NoChart
from guanjia.seating.rules.flags import FlagForm, Flags, bilateral, domestic, multilateral, procession
from guanjia.seating.views.common import event_of, pdf

FORMS = (
    ("domestic", gettext_lazy("At home, with other flags")),
    ("procession", gettext_lazy("Carried at home")),
    ("bilateral", gettext_lazy("Two countries")),
    ("row", gettext_lazy("Several countries in a row")),
    ("file", gettext_lazy("Several countries one behind the other")),
    ("arc", gettext_lazy("Several countries in an arc")),
)


class FlagsForm(forms.Form):
    """Which flags, and how they stand."""

    form = forms.ChoiceField(label=gettext_lazy("How they stand"), choices=FORMS)
    others = forms.CharField(
        label=gettext_lazy("Other flags in the organiser's order, one a line"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip


class AwardsForm(forms.Form):
    """Who receives, who hands over, who leads."""

    recipients = forms.CharField(
        label=gettext_lazy("Recipients in order, one a line"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    presenters = forms.CharField(
        label=gettext_lazy("Presenters in order, one a line"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    ushers = forms.CharField(
        label=gettext_lazy("Ushers, one a line"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    size = forms.IntegerField(label=gettext_lazy("At most in one batch"), min_value=1, max_value=31, initial=8)


def _lines(text: str) -> list[str]:
    return [line.strip()[:60] for line in text.splitlines() if line.strip()][:500]


def flags_of(form: str, others: list[str]) -> Flags:
    """The flags of a form by its code. Raises NoChart."""
    if not others:
        raise NoChart("The list is empty.")
    if form in set(FlagForm):
        return multilateral(others, FlagForm(form))
    makers: dict[str, Any] = {
        "domestic": domestic,
        "procession": procession,
        "bilateral": lambda names: bilateral(names[0]),
    }
    return makers[form](others)


@require_page(plans_seats)
def flags(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The order of flags, on the screen and as a sheet; nothing is kept."""
    event = event_of(request, ref)
    form, found = FlagsForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            found = flags_of(form.cleaned_data["form"], _lines(form.cleaned_data["others"]))
        except NoChart as none:
            form.add_error("others", said(none))
        if found and request.POST.get("print"):
            return pdf(
                flags_pdf(event, found, _view(form.cleaned_data["form"]), site_now(request.site)), f"{ref}-flags"
            )
    context = {"event": event, "form": form, "flags": found, "view": _view(str(form.data.get("form", ""))),
               "doubt": bool(found and found.certainty is not Certainty.SURE)}  # fmt: skip
    return render(request, "seating/flags.html", context, status=422 if form.errors else 200)


def _view(form: str) -> str:
    if form in ("file", "procession"):
        return _("From the front to the back.")
    return _("From the audience's left to the right.")


@require_page(plans_seats)
def awards(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Batches of awards, on the screen and as a sheet; nothing is kept."""
    event = event_of(request, ref)
    form, found = AwardsForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            found = batches(
                _lines(data["recipients"]), _lines(data["presenters"]), _lines(data["ushers"]), data["size"]
            )
        except NoChart as none:
            form.add_error("presenters", said(none))
        if found and request.POST.get("print"):
            return pdf(awards_pdf(event, found, site_now(request.site)), f"{ref}-awards")
    context = {"event": event, "form": form, "batches": found}
    return render(request, "seating/awards.html", context, status=422 if form.errors else 200)
