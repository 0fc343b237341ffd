"""What is typed about an agenda."""

import re
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanjia.agenda.models import Agenda, AgendaItem
from guanjia.agenda.rules.draft import MOST_ITEMS, MOST_MINUTES, ItemDraft
from guanjia.agenda.rules.pasted import PastedItem
from guanjia.agenda.rules.script import EN, ZH
from guanjia.agenda.rules.states import ItemState, Kind, Part
from guanjia.foundation.sites.public import local

KINDS = [(each.value, _(each.label)) for each in Kind]
NAMES = re.compile(r"[、,，;；/\n]+")
SPARE = 3
DAY = timedelta(days=1)


def names_in(text: str) -> tuple[str, ...]:
    """The names of a cell."""
    return tuple(part.strip() for part in NAMES.split(text) if part.strip())


class ItemForm(forms.Form):
    """A row of the editor. Without title and minutes it is no row; a time left empty follows the row above."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    begins = forms.TimeField(
        label=_("Begins"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    minutes = forms.IntegerField(label=_("Length in minutes"), required=False, min_value=1, max_value=MOST_MINUTES)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, initial=Kind.TALK, required=False)
    title = forms.CharField(label=_("Title"), required=False, max_length=200)
    speakers = forms.CharField(label=_("Speakers"), required=False, max_length=400)
    interpreters = forms.CharField(label=_("Interpreters"), required=False, max_length=400)
    shortest = forms.IntegerField(label=_("Shortest"), required=False, min_value=1, max_value=MOST_MINUTES)
    optional = forms.BooleanField(label=_("May be left out"), required=False)
    fixed = forms.BooleanField(label=_("Time is fixed"), required=False)
    freeze_doors = forms.BooleanField(label=_("Nobody in or out"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, box in self.fields.items():
            plain = isinstance(box.widget, forms.CheckboxInput | forms.HiddenInput)
            look = "form-select" if isinstance(box.widget, forms.Select) else "form-control"
            box.widget.attrs |= {"aria-label": box.label or name, **({} if plain else {"class": look})}

    @property
    def held(self) -> bool:
        """Whether the row's item has begun: its times are history."""
        return bool(self.initial.get("held"))

    def clean(self) -> dict[str, Any]:
        """A row with a title needs minutes and the other way round."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("title") and not data.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", _("Write how many minutes it lasts."))
        if data.get("minutes") and not data.get("title") and "title" not in self.errors:
            self.add_error("title", _("Write a title."))
        return data


ItemRows = forms.formset_factory(ItemForm, extra=SPARE, max_num=MOST_ITEMS + SPARE, absolute_max=MOST_ITEMS + SPARE)


class HeadForm(forms.Form):
    """What concerns the whole agenda."""

    moderator = forms.CharField(label=_("Moderator"), required=False, max_length=80)
    language = forms.ChoiceField(label=_("Language of the script"), choices=((ZH, _("Chinese")), (EN, _("English"))))
    precise = forms.BooleanField(
        label=_("To the minute"),
        required=False,
        help_text=_("Every deviation is kept with its reason and stands in the dossier."),
    )
    rev = forms.IntegerField(required=False, widget=forms.HiddenInput)


class PasteForm(forms.Form):
    """Lines from Word, Excel or a chat."""

    lines = forms.CharField(
        label=_("Agenda, one item a line"), max_length=60_000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("14:00-14:20 致辞 张三. Add (定时) for a fixed time, (可选) for what may be left out."),
    )  # fmt: skip


class NameForm(forms.Form):
    """Who confirmed."""

    name = forms.CharField(label=_("Who confirmed it"), max_length=80)


def minute_of(agenda_start: datetime, clock: Any) -> int:
    """Minutes from the meeting's local start to a time of day on its day, or after midnight."""
    moment = agenda_start.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
    start = agenda_start.replace(second=0, microsecond=0)
    return int(((moment if moment >= start else moment + DAY) - start).total_seconds() // 60)


def drafts_of(rows: Any, start: datetime) -> list[ItemDraft]:
    """The typed rows as drafts; `start` is the meeting's local start."""
    found = []
    for row in rows:
        data = row.cleaned_data
        if not data.get("title"):
            continue
        clock = data.get("begins")
        found.append(
            ItemDraft(
                title=data["title"], minutes=data["minutes"], kind=Kind(data.get("kind") or Kind.TALK), id=data.get("id"),
                begins=None if clock is None else minute_of(start, clock), shortest=data.get("shortest"),
                optional=data["optional"], fixed=data["fixed"], freeze_doors=data["freeze_doors"],
                speakers=names_in(data["speakers"]), interpreters=names_in(data["interpreters"]),
            )
        )  # fmt: skip
    return found


def initial_of(agenda: Agenda, items: list[AgendaItem]) -> list[dict[str, Any]]:
    """The items as the editor shows them."""
    return [
        {
            "id": item.pk, "begins": local(agenda.site, item.planned_at).time().replace(second=0, microsecond=0),
            "minutes": item.minutes, "kind": item.kind, "title": item.title, "shortest": item.shortest,
            "optional": item.optional, "fixed": item.fixed, "freeze_doors": item.freeze_doors,
            "speakers": people_in(item, Part.SPEAKER), "interpreters": people_in(item, Part.INTERPRETER),
            "held": item.stage in {ItemState.RUNNING, ItemState.DONE},
        }
        for item in items
    ]  # fmt: skip


def pasted_initial(items: list[PastedItem]) -> list[dict[str, Any]]:
    """Pasted lines as the editor shows them, not yet kept."""
    return [
        {
            "begins": None if item.clock is None else f"{item.clock // 60:02}:{item.clock % 60:02}", "minutes": item.minutes,
            "kind": item.kind.value, "title": item.title, "speakers": "、".join(item.speakers), "fixed": item.fixed,
            "optional": item.optional,
        }
        for item in items
    ]  # fmt: skip


def people_in(item: AgendaItem, part: Part) -> str:
    """Names of those with this part in an item, as they are typed."""
    return "、".join(str(row) for row in item.people.all() if row.part == part and str(row))
