"""The private fields of a person: class, one way of writing each value, and the mask that may be shown."""

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers

from guanjia.kernel.words import gettext_noop as N_

MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")
PLATE_NOISE = re.compile(r"[\s·•.\-_]")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
IDENTITY = re.compile(r"\d{17}[\dX]|\d{15}|[A-Z0-9]{5,20}")
PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使军海空沈兰济南广成北][A-Z0-9][A-Z0-9]{3,6}[A-Z0-9挂学警港澳领试超]"
)


REASONS = {
    "name": N_("A name has 1 to 120 characters."),
    "phone": N_("This is no phone number. Write 13800138000, 0571-88881234 or an extension."),
    "plate": N_("This is no number plate. Write it like 浙A12345."),
    "email": N_("This is no e-mail address."),
    "identity": N_("This is no identity number."),
}


class BadValue(ValueError):
    """The value cannot be what the field says. `field` names it, `reason` is an English msgid; the value is not kept."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field
        self.reason = REASONS.get(field, N_("This is empty."))


@dataclass(frozen=True)
class PrivateField:
    """A private field: its class (2 or 3), whether it is looked up, and whether by its tail too."""

    code: str
    label: str
    grade: int
    indexed: bool = False
    tail: int = 0


FIELDS = {
    field.code: field
    for field in (
        PrivateField("phone", N_("Phone"), 2, indexed=True, tail=4),
        PrivateField("plate", N_("Number plate"), 2, indexed=True),
        PrivateField("card", N_("Card"), 2, indexed=True),
        PrivateField("email", N_("E-mail address"), 2, indexed=True),
        PrivateField("identity", N_("Identity number"), 3, indexed=True),
        PrivateField("health", N_("Health"), 3),
        PrivateField("face", N_("Face"), 3),
        PrivateField("habits", N_("Habits"), 3),
    )
}


def normal_phone(text: str) -> str:
    """The number in E.164 (+8613800138000); a short or internal one as its digits. Raises BadValue."""
    tight = re.sub(r"[^\d+]", "", unicodedata.normalize("NFKC", text))
    if found := MOBILE.fullmatch(tight):
        return f"+86{found.group(1)}"
    try:
        number = phonenumbers.parse(unicodedata.normalize("NFKC", text), "CN")
    except phonenumbers.NumberParseException:
        number = None
    if number is not None and phonenumbers.is_valid_number(number):
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    digits = tight.lstrip("+")
    if not 3 <= len(digits) <= 20:
        raise BadValue("phone")
    return digits


def normal_value(field: str, text: str) -> str:
    """The one way of writing a value, so that equal values have equal indexes. Raises BadValue."""
    calm = unicodedata.normalize("NFKC", text).strip()
    if not calm:
        raise BadValue(field)
    if field == "phone":
        return normal_phone(calm)
    if field == "plate":
        plate = PLATE_NOISE.sub("", calm).upper()
        return _checked(plate, PLATE, field)
    if field == "email":
        return _checked(calm.lower(), EMAIL, field)
    if field == "identity":
        return _checked(re.sub(r"[\s\-]", "", calm).upper(), IDENTITY, field)
    if field == "card":
        return re.sub(r"[\s\-:]", "", calm).upper()
    return calm


def _checked(value: str, pattern: re.Pattern[str], field: str) -> str:
    if not pattern.fullmatch(value):
        raise BadValue(field)
    return value


def tail_of(field: str, normal: str) -> str | None:
    """The last digits by which the field may be looked up (a phone's last four), None where it may not."""
    length = FIELDS[field].tail
    digits = re.sub(r"\D", "", normal)
    return digits[-length:] if length and len(digits) >= length else None


def mask(field: str, normal: str) -> str:
    """What may be shown without reason: 138****8000, 京A***45, c***@example.org; nothing at all of class 3."""
    if FIELDS[field].grade == 3:
        return "***"
    if field == "email":
        name, _, host = normal.partition("@")
        return f"{name[:1]}***@{host}"
    if field == "phone":
        number = normal.removeprefix("+86")
        return f"{number[:3]}****{number[-4:]}" if len(number) >= 10 else f"***{number[-2:]}"
    head = 2 if field == "plate" else 0
    return f"{normal[:head]}***{normal[-2:]}" if len(normal) > head + 3 else "***"
