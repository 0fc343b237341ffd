"""The form of a patch: every field as it holds now; what is changed becomes the patch."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import yaml
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.standards.queries.fields import FIELDS, USUAL, Field, as_text, from_text
from guanjia.standards.queries.lengths import read_length, say_length
from guanjia.standards.queries.plain import Plain, Unreadable, plain_fields, rebuilt
from guanjia.standards.queries.saying import CHANNELS
from guanjia.standards.rules.problems import Problem

YES = (("true", _("yes")), ("false", _("no")))
SIDES = (("before", _("before")), ("after", _("after")))
Posts = Mapping[str, str]


class PatchForm(forms.Form):
    """`raw` is the promise as it holds; `own` the fields that this scope has patched already; `posts` names by code.

    The usual numbers of when, window and ladder have plain inputs beside the YAML of the whole field; whichever was
    typed over counts, and typing over both with different results is refused.
    """

    def __init__(self, data: Any, *, raw: Mapping[str, Any], own: Mapping[str, Any], rev: int, posts: Posts) -> None:
        self.raw, self.own, self.was, self.plain = raw, own, shown(raw), plain_fields(raw)
        super().__init__(data, initial={**self.was, "rev": rev})
        posts = {**dict.fromkeys(_posts_named(raw)), **posts}
        for each in self.plain:
            self.fields[each.name] = _plain_field(each, posts)
        for field in FIELDS:
            self.fields[field.name] = _form_field(field, field.name in own, posts)
        self.fields["reason"] = forms.CharField(
            label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500})
        )
        self.fields["rev"] = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Reads every changed field into `changes`; None takes the own value back."""
        cleaned: dict[str, Any] = super().clean() or {}
        self.changes: dict[str, Any] = {}
        for field in FIELDS:
            typed = _lines(cleaned.get(field.name, ""))
            if typed != _lines(self.was[field.name]) and field.name not in self.errors:
                self._read(field, typed)
        for whole in {each.whole for each in self.plain}:
            self._read_plain(whole, cleaned)
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

    def timing(self) -> list[forms.BoundField]:
        """The plain inputs of when and window."""
        return [self[each.name] for each in self.plain if each.whole != "ladder"]

    def rungs(self) -> list[list[forms.BoundField]]:
        """The plain inputs of the ladder: when, whom and how, a rung."""
        found = [self[each.name] for each in self.plain if each.whole == "ladder"]
        return [found[first : first + 3] for first in range(0, len(found), 3)]

    def usual(self) -> list[forms.BoundField]:
        """Whole fields that are changed often."""
        return [self[name] for name in USUAL]

    def seldom(self) -> list[forms.BoundField]:
        """The rest, most of it as YAML."""
        return [self[field.name] for field in FIELDS if field.name not in USUAL]

    def seldom_wrong(self) -> bool:
        """Whether a broken rule stands among the fields that are folded away."""
        return any(bound.errors for bound in self.seldom())

    def _read(self, field: Field, typed: str) -> None:
        try:
            value = (read_length(typed) if typed else None) if field.kind == "length" else from_text(typed)
            self.changes[field.name] = json.loads(json.dumps(value, default=str))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else 1
            self.add_error(field.name, gettext("line %(line)s cannot be read") % {"line": line})
        except ValueError:
            said = gettext("Write a length of time such as 30 minutes, 2 hours or 3 working days.")
            self.add_error(field.name, said)

    def _read_plain(self, whole: str, cleaned: Mapping[str, Any]) -> None:
        names = [each.name for each in self.plain if each.whole == whole]
        if any(name in self.errors for name in names):
            return
        typed = {name: str(cleaned.get(name, "")).strip() for name in names}
        if typed == {name: self.was[name] for name in names}:
            return
        try:
            value = rebuilt(self.raw, whole, typed)
        except Unreadable as fault:
            self.add_error(fault.name, fault.said)
            return
        if self.changes.get(whole, value) != value:
            self.add_error(whole, gettext("This was changed above as well, and differently. Change it in one place."))
            return
        self.changes[whole] = value


class ReasonForm(forms.Form):
    """Switching a promise off or on asks why."""

    reason = forms.CharField(label=_("Reason"), max_length=500)


def shown(raw: Mapping[str, Any]) -> dict[str, str]:
    """What stands in every input of the form for this promise, by name."""
    found = {}
    for field in FIELDS:
        value = raw.get(field.name)
        found[field.name] = say_length(str(value)) if field.kind == "length" and value else as_text(value)
    return found | {each.name: each.value for each in plain_fields(raw)}


def _plain_field(each: Plain, posts: Posts) -> forms.Field:
    given: dict[str, Any] = {"label": each.label, "required": each.required, "help_text": each.help}
    if each.kind == "side":
        return forms.ChoiceField(choices=SIDES, **given)
    if each.kind == "channel":
        return forms.ChoiceField(choices=[(code, say()) for code, say in CHANNELS.items()], **given)
    if each.kind == "post":
        return forms.ChoiceField(choices=_post_choices(posts, _("nobody")), **given)
    return forms.CharField(max_length=100, **given)


def _form_field(field: Field, own: bool, posts: Posts) -> forms.Field:
    help_text: Any = field.help
    if own:
        help_text = f"{help_text} {gettext('Changed here. Empty it to take the value from above.')}".strip()
    given: dict[str, Any] = {"label": field.label, "required": False, "help_text": help_text}
    if field.kind == "post":
        return forms.ChoiceField(choices=_post_choices(posts, _("as usual")), **given)
    if field.kind == "choice":
        return forms.ChoiceField(choices=(("", _("as usual")), *field.choices), **given)
    if field.kind == "yes":
        return forms.ChoiceField(choices=(("", _("as usual")), *YES), **given)
    if field.kind == "length":
        return forms.CharField(max_length=100, **given)
    rows = 6 if field.kind == "text" else 1
    widget = forms.Textarea(attrs={"rows": rows, "class": "mono", "spellcheck": "false"})
    return forms.CharField(widget=widget if rows > 1 else forms.TextInput(), **given)


def _posts_named(raw: Mapping[str, Any]) -> list[str]:
    """The posts that stand in the promise, whether the site has them or not."""
    return [
        code
        for code in (raw.get("post"), raw.get("counter_sign"), *(s["post"] for s in raw.get("ladder") or []))
        if code
    ]


def _post_choices(posts: Posts, nobody: Any) -> list[tuple[str, Any]]:
    return [("", nobody), *sorted(((code, name or code) for code, name in posts.items()), key=lambda each: each[1])]


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))
