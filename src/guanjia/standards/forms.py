"""The form of a patch: every field as it holds now; what is changed becomes the patch."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import yaml
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.standards.queries.fields import FIELDS, Field, as_text, from_text
from guanjia.standards.rules.problems import Problem

YES = (("true", _("yes")), ("false", _("no")))


class PatchForm(forms.Form):
    """`raw` is the promise as it holds; `own` the fields that this scope has patched already."""

    def __init__(self, data: Any, *, raw: Mapping[str, Any], own: Mapping[str, Any], rev: int) -> None:
        self.raw, self.own = raw, own
        self.was = {field.name: as_text(raw.get(field.name)) for field in FIELDS}
        super().__init__(data, initial={**self.was, "rev": rev})
        for field in FIELDS:
            self.fields[field.name] = _form_field(field, field.name in own)
        self.fields["reason"] = forms.CharField(
            label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500})
        )
        self.fields["rev"] = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Reads the YAML of every changed field into `changes`; None takes the own value back."""
        cleaned: dict[str, Any] = super().clean() or {}
        self.changes: dict[str, Any] = {}
        for field in FIELDS:
            typed = _plain(cleaned.get(field.name, ""))
            if typed == _plain(self.was[field.name]) or field.name in self.errors:
                continue
            try:
                self.changes[field.name] = json.loads(json.dumps(from_text(typed), default=str))
            except yaml.YAMLError as error:
                mark = getattr(error, "problem_mark", None)
                line = mark.line + 1 if mark else 1
                self.add_error(field.name, gettext("line %(line)s cannot be read") % {"line": line})
        if not self.errors and not self.changes:
            self.add_error(None, gettext("Nothing is changed."))
        return cleaned

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Put each broken rule at its field."""
        for problem in problems:
            name = problem.field.partition(".")[0].partition("[")[0]
            inner = problem.field[len(name) :].lstrip(".")
            said = f"{inner}: {problem.say(gettext)}" if inner else problem.say(gettext)
            self.add_error(name if name in self.fields else None, said)


class ReasonForm(forms.Form):
    """Switching a promise off or on asks why."""

    reason = forms.CharField(label=_("Reason"), max_length=500)


def _form_field(field: Field, own: bool) -> forms.Field:
    help_text: Any = field.help
    if own:
        help_text = f"{help_text} {gettext('Changed here. Empty it to take the value from above.')}".strip()
    if field.kind == "choice":
        return forms.ChoiceField(
            label=field.label, required=False, help_text=help_text, choices=(("", _("as usual")), *field.choices)
        )
    if field.kind == "yes":
        return forms.ChoiceField(
            label=field.label, required=False, help_text=help_text, choices=(("", _("as usual")), *YES)
        )
    rows = 6 if field.kind == "text" else 1
    widget = forms.Textarea(attrs={"rows": rows, "class": "mono", "spellcheck": "false"})
    return forms.CharField(
        label=field.label, required=False, help_text=help_text, widget=widget if rows > 1 else forms.TextInput()
    )


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))
