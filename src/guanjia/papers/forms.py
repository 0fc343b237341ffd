"""What is typed about papers: one Django form made from the fields of a house form, the register, a printer."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site
from guanjia.kernel.states import choices
from guanjia.papers.models import Printer
from guanjia.papers.rules.forms import Field, Form, lines_of, wording
from guanjia.papers.rules.paper import MOST_OFFSET, Paper, offset_is_sane
from guanjia.papers.rules.records import Access, RecordClass

ROWS, SPARE = 6, 2
"""A table begins with so many rows, and always has so many empty ones."""
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class LinesInput(forms.Widget):
    """A table to write in: a row a line, kept as lines whose cells are parted by |, as rules.forms.lines_of reads them."""

    template_name = "papers/parts/lines.html"

    def __init__(self, heads: list[str]) -> None:
        super().__init__()
        self.heads = heads

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The rows that are there and a few empty ones."""
        rows = lines_of(str(value or ""), [(head, head) for head in self.heads])
        empty = [[""] * len(self.heads) for _row in range(max(SPARE, ROWS - len(rows)))]
        return {"name": name, "heads": self.heads, "rows": [*rows, *empty], "attrs": attrs or {}}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """The lines that have anything in them; a whole text where one was sent as such (by a machine)."""
        if name in data:
            return str(data[name])
        columns = [
            data.getlist(f"{name}-{place}") if hasattr(data, "getlist") else [] for place in range(len(self.heads))
        ]
        rows = [[cell.replace("|", "/").strip() for cell in row] for row in zip(*columns, strict=False)]
        return "\n".join(" | ".join(row) for row in rows if any(row))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Sent cell by cell."""
        return name not in data and f"{name}-0" not in data


class SheetForm(forms.Form):
    """The fields of a house form in the reader's language. Required ones are checked by the action, which names them."""

    def __init__(self, *args: Any, form: Form, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in form.fields:
            self.fields[field.code] = _form_field(field, get_language() or "zh-hans")


def _form_field(field: Field, language: str) -> forms.Field:
    label = wording(field.words, language) + (" *" if field.required else "")
    if field.kind == "tick":
        return forms.BooleanField(label=label, required=False)
    if field.kind == "choice":
        options = [("", "–"), *((each[1], wording(each, language)) for each in field.options)]
        return forms.ChoiceField(label=label, choices=options, required=False)
    if field.kind in {"long", "lines"}:
        heads = [wording(each, language) for each in field.columns]
        widget = LinesInput(heads) if heads else forms.Textarea(attrs={"rows": 3})
        return forms.CharField(label=label, widget=widget, max_length=6000, required=False)
    if field.kind == "moment":
        return forms.CharField(label=label, widget=forms.TextInput(attrs={"type": "datetime-local"}), required=False)
    if field.kind == "day":
        return forms.CharField(label=label, widget=forms.TextInput(attrs={"type": "date"}), required=False)
    modes = {"number": "decimal", "phone": "tel"}
    attrs = {"inputmode": modes[field.kind]} if field.kind in modes else {}
    return forms.CharField(label=label, max_length=250, widget=forms.TextInput(attrs=attrs), required=False)


class RecordForm(forms.Form):
    """A document that comes in."""

    title = forms.CharField(label=_("Document title"), max_length=200)
    kind = forms.ChoiceField(label=_("Class"))
    access = forms.ChoiceField(label=_("Access"))
    made_on = forms.DateField(label=_("Date of the document"), widget=forms.DateInput(attrs={"type": "date"}))
    origin = forms.CharField(label=_("Received from"), max_length=120, required=False)
    shelf = forms.CharField(label=_("Shelf or cabinet"), max_length=80, required=False)
    copy = forms.FileField(label=_("Electronic copy"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, states in (("kind", RecordClass), ("access", Access)):
            self.fields[name].choices = [(v, gettext(label)) for v, label in choices(states)]  # type: ignore[attr-defined]


class PrinterForm(forms.ModelForm):  # type: ignore[type-arg]
    """A printer of the site."""

    class Meta:
        model = Printer
        fields = ("name", "paper", "place", "offset_x", "offset_y")
        labels = {"name": pgettext_lazy("of a printer", "Name")}

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        self.fields["paper"].choices = [(v, gettext(label)) for v, label in choices(Paper)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A shift of at most two centimetres, one name a site."""
        given = super().clean() or {}
        for name in ("offset_x", "offset_y"):
            if given.get(name) is not None and not offset_is_sane(float(given[name])):
                self.add_error(name, gettext("At most %(most)s mm either way.") % {"most": int(MOST_OFFSET)})
        if Printer.objects.filter(site=self.site, name=given.get("name", "")).exclude(pk=self.instance.pk).exists():
            self.add_error("name", gettext("Another printer has this name."))
        return given
