"""What templates show of forms: a field, what is wrong, a search box, a card to fill in. Registered by `{% load ui %}`."""

from collections.abc import Callable
from typing import Any

from django.forms import BoundField, CheckboxInput, DateInput, FileInput, Select
from django.template import Context

CHOICES = ("radioselect", "checkboxselectmultiple")


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if widget.__class__.__name__.lower() in CHOICES:
        return "choices"
    if isinstance(widget, CheckboxInput):
        return "check"
    if isinstance(widget, Select):
        return "select"
    return "file" if isinstance(widget, FileInput) else "text"


WIDGET_CLASS = {
    "text": "form-control",
    "select": "form-select",
    "check": "form-check-input",
    "file": "form-control",
    "choices": "",
}


_veils: list[Callable[[str], bool]] = []


def veil(hides: Callable[[str], bool]) -> None:
    """Say which typed text no form shows again. Called in apps.ready() of the floor above that knows (FIELD 1)."""
    if hides not in _veils:
        _veils.append(hides)


def _veiled(bound: BoundField) -> BoundField:
    """The field, emptied where what was typed may not even stand on the page again."""
    typed = bound.form.data.get(bound.html_name) if bound.form.is_bound else None
    if isinstance(typed, str) and any(hides(typed) for hides in _veils):
        data = bound.form.data.copy()
        data[bound.html_name] = ""
        bound.form.data = data
    return bound


def field(bound: BoundField, help: str = "") -> dict[str, Any]:
    """A form field: label above, the input, the help, the broken rules. Help and errors are read with the input."""
    kind = _kind(_veiled(bound))
    notes = [("help", help or bound.help_text), ("error", bound.errors)]
    described = " ".join(f"{bound.auto_id}_{part}" for part, shown in notes if shown)
    classes = [WIDGET_CLASS[kind], bound.field.widget.attrs.get("class", ""), "is-invalid" if bound.errors else ""]
    attrs: dict[str, Any] = {"class": " ".join(filter(None, classes)), "aria-describedby": described or False}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    widget = bound.field.widget
    if isinstance(widget, DateInput) and widget.input_type == "date":
        widget.format = "%Y-%m-%d"  # the only form that a browser's day field shows, whatever the language
    return {
        "field": bound,
        "kind": kind,
        "help": help or bound.help_text,
        "attrs": attrs,
        "widget": bound.as_widget(attrs=attrs),
    }


def form_errors(form: Any) -> dict[str, Any]:
    """What is wrong with the form as a whole, and a list of links to the fields that break a rule."""
    broken = [bound for bound in form if bound.errors] if form.is_bound else []
    general = list(form.non_field_errors()) if form.is_bound else []
    return {"general": general, "broken": broken, "hidden": [b for b in broken if b.is_hidden]}


def seek(label: str, value: str = "") -> dict[str, Any]:
    """The search box of a list, sent as `q`; `label` says in what it looks."""
    return {"label": label, "value": value}


def form_card(
    context: Context,
    form: Any,
    title: str,
    button: str,
    *,
    url: str = "",
    main: bool = False,
    lead: str = "",
    id: str = "",
) -> dict[str, Any]:
    """A card with a heading, a form of all its fields and one button; posted to `url`, or to the page itself.

    `lead` is a sentence above the fields, `id` an anchor to jump to, `main` makes it the page's chief button.
    """
    return {
        "form": form,
        "title": title,
        "button": button,
        "url": url,
        "main": main,
        "lead": lead,
        "id": id,
        "csrf_token": context.get("csrf_token", ""),
    }
