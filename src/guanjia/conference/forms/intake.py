"""What is asked for, as it is typed: by staff or on the public page."""

import hashlib
import secrets
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from guanjia.conference.actions.intake import Wish
from guanjia.conference.forms.times import TimesForm, times_of
from guanjia.conference.models import Event, Intake
from guanjia.conference.rules.needs import PROFILES, Channel, MeetingKind, Segment, Service, Surroundings, Tone
from guanjia.conference.rules.regime import Clause, offered
from guanjia.conference.rules.states import Regime, Secrecy
from guanjia.foundation.sites.public import Site
from guanjia.kernel.states import choices
from guanjia.kernel.words import Word
from guanjia.places.public import Room

FEN = 100
CLASSES = [("", "–"), ("1", "1"), ("2", "2"), ("3", "3"), ("4", "4")]


def words(kind: type[Word], *, empty: bool = False) -> list[tuple[str, str]]:
    """Choices in the reader's language."""
    return ([("", "–")] if empty else []) + [(each.value, gettext(each.label)) for each in kind]


class WishForm(TimesForm):
    """The public needs form (CONF-014). The segment decides which services have a box: what is forbidden has none."""

    applicant = forms.CharField(label=_("Organisation"), max_length=160)
    title = forms.CharField(label=_("Name of the meeting"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of meeting"), required=False)
    tone = forms.ChoiceField(label=_("Tone"), required=False)
    headcount = forms.IntegerField(label=_("Headcount"), min_value=1, max_value=100_000)
    contact_name = forms.CharField(label=_("Your name"), max_length=80)
    contact_phone = forms.CharField(label=_("Telephone"), max_length=40)
    contact_email = forms.EmailField(label=_("E-mail"), required=False)
    meeting_class = forms.ChoiceField(label=_("Meeting class"), choices=CLASSES, required=False)
    services = forms.MultipleChoiceField(
        label=_("Services"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    special = forms.CharField(
        label=_("Special needs"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    diets = forms.CharField(label=_("Diets"), max_length=200, required=False)
    surroundings = forms.ChoiceField(label=_("Indoors or outdoors"), required=False)
    cars = forms.IntegerField(label=_("Cars expected"), min_value=0, max_value=10_000, required=False)
    limit = forms.DecimalField(
        label=_("Budget limit, yuan"), required=False, min_value=0, max_digits=12, decimal_places=2
    )
    public_benefit = forms.BooleanField(label=_("For the public benefit"), required=False)
    form_token = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    field_order = (
        "applicant", "title", "kind", "tone", "on", "start", "end", "overnight", "headcount", "contact_name",
        "contact_phone", "contact_email", "meeting_class", "services", "special", "diets", "surroundings", "cars",
        "limit", "public_benefit", "form_token",
    )  # fmt: skip

    def __init__(self, *args: Any, site: Site, segment: Segment, laws: Mapping[str, Clause], **kwargs: Any) -> None:
        super().__init__(*args, site=site, **kwargs)
        self.segment, profile = segment, PROFILES[segment]
        self.initial.setdefault("form_token", secrets.token_urlsafe(16))
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = words(MeetingKind)
        fields["tone"].choices = words(Tone)
        fields["surroundings"].choices = words(Surroundings, empty=True)
        fields["kind"].initial, fields["tone"].initial = profile.kind.value, profile.tone.value
        fields["services"].choices = [(each.value, gettext(each.label)) for each in offered(profile.regime, laws)]
        gone = ("limit", "public_benefit") if profile.regime is Regime.FISCAL else ("meeting_class",)
        for name in gone:
            del fields[name]

    def wish(self, channel: Channel) -> Wish:
        """What was typed, for the action. Call it on a valid form."""
        data = self.cleaned_data
        limit: Decimal | None = data.get("limit")
        return Wish(
            segment=self.segment,
            channel=channel,
            headcount=data["headcount"],
            title=data.get("title", ""),
            applicant=data.get("applicant", ""),
            contact_name=data.get("contact_name", ""),
            contact_phone=data.get("contact_phone", ""),
            contact_email=data.get("contact_email", ""),
            starts_at=data["starts_at"],
            ends_at=data["ends_at"],
            kind=next((each for each in MeetingKind if each.value == data.get("kind")), None),
            tone=next((each for each in Tone if each.value == data.get("tone")), None),
            services=tuple(data.get("services", ())),
            special=data.get("special", ""),
            diets=data.get("diets", ""),
            limit_fen=None if limit is None else int(limit * FEN),
            meeting_class=int(data["meeting_class"]) if data.get("meeting_class") else None,
            room_id=data["room"].pk if data.get("room") else None,
            secrecy=next((each for each in Secrecy if each.value == data.get("secrecy")), Secrecy.ORDINARY),
            cleared_staff=data.get("cleared_staff"),
            public_benefit=bool(data.get("public_benefit")),
            surroundings=data.get("surroundings", ""),
            cars=data.get("cars"),
            language=data.get("language") or get_language() or "",
            form_key=self._key(),
        )

    def _key(self) -> str:
        """The same for one page sent twice as it stands; another one when anything in it was changed."""
        data = self.cleaned_data
        if not data.get("form_token"):
            return ""
        typed = repr(sorted((name, str(value)) for name, value in data.items()))
        return hashlib.sha256(f"{self.segment.value} {typed}".encode()).hexdigest()[:40]


class DeskWishForm(WishForm):
    """The same at our own desk: by which channel, in which room, how secret. For a controlled meeting leave texts empty."""

    channel = forms.ChoiceField(label=_("Channel"))
    language = forms.ChoiceField(label=_("We write to the client in"), choices=settings.LANGUAGES, required=False)
    room = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.none(), required=False)
    secrecy = forms.ChoiceField(label=_("Secrecy"), initial=Secrecy.ORDINARY.value)
    cleared_staff = forms.IntegerField(label=_("Cleared staff"), required=False, min_value=0, max_value=999)

    field_order = ("channel", "secrecy", "cleared_staff", *WishForm.field_order, "language", "room")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["channel"].choices = words(Channel)
        fields["channel"].initial = Channel.TELEPHONE.value
        fields["secrecy"].choices = [(value, gettext(label)) for value, label in choices(Secrecy)]
        fields["room"].queryset = Room.objects.filter(site=self.site, is_open=True)
        for name in ("applicant", "title", "contact_name", "contact_phone"):
            fields[name].required = False
        fields["contact_name"].label = gettext("Contact")

    def clean(self) -> dict[str, Any]:
        """Only a controlled meeting may do without a name, a client and whom to call."""
        data = super().clean()
        if data.get("secrecy") != Secrecy.CONTROLLED.value:
            for name in ("applicant", "title", "contact_name", "contact_phone"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("This field is required."))
        return data


class NeedsForm(WishForm):
    """The needs as they stand, to be changed before approval."""

    reason = forms.CharField(label=_("Why it changes"), max_length=300, required=False)
    rev = forms.IntegerField(widget=forms.HiddenInput)

    field_order = (*WishForm.field_order, "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("public_benefit", "form_token"):
            self.fields.pop(name, None)
        self.fields["contact_name"].label = gettext("Contact")

    def values(self) -> dict[str, Any]:
        """What was typed, by column of intake and event. Call it on a valid form."""
        data = self.cleaned_data
        same = ("applicant", "title", "contact_name", "contact_phone", "contact_email", "special", "diets", "cars")
        given: dict[str, Any] = {name: data[name] for name in (*same, "kind", "tone", "surroundings")}
        given |= {"wished_from": data["starts_at"], "wished_until": data["ends_at"]}
        given |= {"expected_count": data["headcount"]}
        given["services"] = [service.value for service in Service if service.value in data["services"]]
        if "limit" in data:
            given["limit_fen"] = None if data["limit"] is None else int(data["limit"] * FEN)
        if "meeting_class" in data:
            given["meeting_class"] = int(data["meeting_class"]) if data["meeting_class"] else None
        return given


def needs_values(event: Event, intake: Intake) -> dict[str, Any]:
    """What is written down now, by field name."""
    same = ("title", "kind", "tone", "contact_name", "contact_phone", "contact_email", "rev")
    found: dict[str, Any] = {name: getattr(event, name) for name in same}
    found |= {name: getattr(intake, name) for name in ("applicant", "special", "diets", "surroundings", "cars")}
    found |= {"services": list(intake.services), "headcount": event.expected_count, "reason": ""}
    found["limit"] = None if intake.limit_fen is None else f"{intake.limit_fen / FEN:.2f}"
    found["meeting_class"] = str(intake.meeting_class or "")
    if intake.wished_from and intake.wished_until:
        found |= times_of(event.site, intake.wished_from, intake.wished_until)
    return found


class ExchangeForm(forms.Form):
    """A talk, call or mail put on record."""

    channel = forms.ChoiceField(label=_("Channel"))
    summary = forms.CharField(label=_("What was said"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    important = forms.BooleanField(label=_("The client must confirm it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = words(Channel)  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """The office's decision about an application."""

    approver = forms.CharField(label=_("Who decided"), max_length=80)
    number = forms.CharField(label=_("Approval number"), max_length=60, required=False)
    room = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.none(), required=False)
    room_follows = forms.BooleanField(label=_("Another meeting will give way"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].queryset = Room.objects.filter(site=site, is_open=True)  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What the client answers on the link's page."""

    name = forms.CharField(label=_("Your name"), max_length=80, required=False)
    comment = forms.CharField(
        label=_("Comment"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


def service_words(codes: list[str]) -> str:
    """Services in the reader's language."""
    labels = {each.value: each.label for each in Service}
    return ", ".join(gettext(labels[code]) for code in codes if code in labels)
