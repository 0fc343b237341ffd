"""Settings that a site may change: each is declared once with its default, its bounds and who may change it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.utils.translation import gettext as _

from guanjia.foundation.sites.models import Site
from guanjia.kernel.words import gettext_noop as N_

MANAGERS = ("site_manager", "head_office")
HEAD_OFFICE = ("head_office",)


@dataclass(frozen=True, slots=True)
class Setting:
    """A declared setting. `kind` is int, bool, text, choice, hours or weekdays; `label` an English msgid.

    `minimum` and `maximum` bound an int, or the length of a text. `choices` are (value, English label) pairs.
    `changed_by` names the roles that may change it. `unit` is an English msgid shown after the field.
    """

    key: str
    kind: str
    default: Any
    label: str
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[tuple[str, str], ...] = ()
    changed_by: tuple[str, ...] = MANAGERS
    unit: str = ""


class BadSetting(ValueError):
    """A value that its setting does not allow; the text is for the reader's eyes, in his language."""


_settings: dict[str, Setting] = {}


def declare(setting: Setting) -> Setting:
    """Declare a setting, once, from apps.ready(). Another declaration of the same key raises ValueError."""
    if _settings.setdefault(setting.key, setting) != setting:
        raise ValueError(f"setting {setting.key!r} is declared twice")
    return setting


def declared() -> list[Setting]:
    """All declared settings by key."""
    return [_settings[key] for key in sorted(_settings)]


def setting(site: Site, key: str) -> Any:
    """The site's value, else the declared default. Raises KeyError for an undeclared key."""
    return site.settings.get(key, _settings[key].default)


def write_setting(site: Site, key: str, raw: Any) -> tuple[Any, Any]:
    """Check and store a value, the caller's lock and journal around it;

    returns (old, new). Raises BadSetting, KeyError.

    The row is read again first, so that two people changing two settings lose neither.
    """
    value = check(_settings[key], raw)
    row = Site.objects.select_for_update().get(pk=site.pk)
    old = setting(row, key)
    row.settings = {**row.settings, key: value}
    row.save(update_fields=["settings"])
    site.settings = row.settings
    return old, value


def check(spec: Setting, raw: Any) -> Any:
    """The stored form of what was typed or sent. Raises BadSetting naming the setting and the rule."""
    try:
        return _checks[spec.kind](spec, raw)
    except BadSetting as error:
        raise BadSetting(f"{_(spec.label)}: {error}") from None


def _int(spec: Setting, raw: Any) -> int:
    try:
        value = int(str(raw).strip())
    except ValueError:
        raise BadSetting(_("a whole number is needed")) from None
    _bounds(spec, value, _("at least %(low)s"), _("at most %(high)s"))
    return value


def _bool(spec: Setting, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    if str(raw).lower() in {"on", "true", "1", "yes"}:
        return True
    if str(raw).lower() in {"", "off", "false", "0", "no", "none"}:
        return False
    raise BadSetting(_("yes or no is needed"))


def _text(spec: Setting, raw: Any) -> str:
    value = str(raw).strip()
    _bounds(spec, len(value), _("at least %(low)s characters"), _("at most %(high)s characters"))
    return value


def _choice(spec: Setting, raw: Any) -> str:
    if str(raw) not in {value for value, label in spec.choices}:
        raise BadSetting(_("one of the offered values is needed"))
    return str(raw)


def _hours(spec: Setting, raw: Any) -> str:
    return " ".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in read_hours(str(raw)))


def _weekdays(spec: Setting, raw: Any) -> str:
    days = sorted(set(str(raw).replace(",", "").replace(" ", "")))
    if any(day not in "1234567" for day in days):
        raise BadSetting(_("days are numbers from 1 (Monday) to 7 (Sunday)"))
    return "".join(days)


def _bounds(spec: Setting, value: int, low: str, high: str) -> None:
    if spec.minimum is not None and value < spec.minimum:
        raise BadSetting(low % {"low": spec.minimum})
    if spec.maximum is not None and value > spec.maximum:
        raise BadSetting(high % {"high": spec.maximum})


_checks: Mapping[str, Any] = {
    "int": _int,
    "bool": _bool,
    "text": _text,
    "choice": _choice,
    "hours": _hours,
    "weekdays": _weekdays,
}


def read_hours(text: str) -> tuple[tuple[time, time], ...]:
    """`09:00-12:00 13:30-17:30` as pairs of times, in order. Raises BadSetting where they overlap or cannot be read."""
    pairs = []
    for part in text.replace(",", " ").replace(chr(0x2013), "-").split():
        first, _dash, last = part.partition("-")
        try:
            pair = time.fromisoformat(first), time.fromisoformat(last)
            if any(each.tzinfo is not None for each in pair):
                raise ValueError(part)
            pairs.append(pair)
        except ValueError:
            raise BadSetting(_("hours look like 09:00-12:00 13:30-17:30")) from None
    for number, (start, end) in enumerate(pairs):
        is_last = number == len(pairs) - 1
        if start == end or (start > end and not is_last) or (not is_last and pairs[number + 1][0] < end):
            raise BadSetting(_("hours must follow each other without overlap"))
    return tuple(pairs)


WORK_HOURS = declare(Setting("work.hours", "hours", "09:00-12:00 13:30-17:30", N_("Working hours")))
WORK_DAYS = declare(Setting("work.days", "weekdays", "12345", N_("Working days of the week")))
WORK_COUNTRY = declare(
    Setting(
        "work.country",
        "choice",
        "CN",
        N_("Public holidays"),
        choices=(("CN", N_("China, with swapped weekends")), ("", N_("None"))),
    )
)
