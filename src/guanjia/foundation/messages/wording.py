"""Templates and their words.

A template is an English gettext string with {names}; facts are stored, words are made per reader.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext

from guanjia.foundation.messages.rules.robot import ALLOWED, allowed_text
from guanjia.foundation.sites.public import Site, local

NAME = re.compile(r"\{(\w+)\}")
SENTENCE = re.compile(r"[.。]")
EDGES = re.compile(r"^[\s…:：,，.。、]+|[\s…:：,，.。、]+$")


@dataclass(frozen=True, slots=True)
class Template:
    """The words of one kind of message: a title and a body, both English msgids with {names} from the context.

    `personal` messages go to people, who may keep them under the bell; others go to fixed addresses.
    """

    code: str
    title: str
    body: str = ""
    personal: bool = True


_templates: dict[str, Template] = {}


def register_template(template: Template) -> Template:
    """Declare a template from apps.ready(). The same code with other words raises ValueError."""
    if _templates.setdefault(template.code, template) != template:
        raise ValueError(f"message template {template.code!r} is declared twice")
    return template


def templates() -> list[Template]:
    """All declared templates by code."""
    return [_templates[code] for code in sorted(_templates)]


def template_choices() -> list[tuple[str, str]]:
    """(code, what it is called) of the personal templates, in the active language."""
    return [(each.code, called(each)) for each in templates() if each.personal]


def called(template: Template) -> str:
    """The template's title without its facts; where only facts are left the first sentence of its body, else its code."""
    body = gettext(template.body) if template.body else ""
    for text in (gettext(template.title), SENTENCE.split(body)[0]):
        words = EDGES.sub("", NAME.sub("…", text))
        if sum(letter.isalpha() for letter in words) > 1:
            return words
    return template.code


def find_template(name: str) -> Template:
    """The declared template; a name that is none is itself the English title."""
    return _templates.get(name) or Template(name, name)


def freeze(context: Mapping[str, Any]) -> dict[str, Any]:
    """The context as JSON data: moments and dates stay recognisable, everything else becomes text or a number."""
    frozen: dict[str, Any] = {}
    for key, value in context.items():
        if isinstance(value, datetime):
            frozen[key] = {"moment": value.isoformat()}
        elif isinstance(value, date):
            frozen[key] = {"date": value.isoformat()}
        else:
            frozen[key] = value if isinstance(value, int | float | bool) else str(value)
    return frozen


def words(msgid: str, context: Mapping[str, Any], site: Site) -> str:
    """The template in the active language with its facts put in;

    moments on the site's wall clock. Unknown names stay empty.
    """
    return NAME.sub(lambda name: _show(context.get(name[1], ""), site), gettext(msgid)) if msgid else ""


def robot_facts(context: Mapping[str, Any], site: Site) -> str:
    """All that a robot may say: place, time and number (FIELD 5), rid of people, phones, debts and titles that got into them."""
    return " ".join(text for key in ALLOWED if (text := allowed_text(_show(context.get(key, ""), site))))


def plain_facts(context: Mapping[str, Any], site: Site) -> dict[str, str]:
    """The facts as words on the site's wall clock, for the slots of a registered text-message template."""
    return {key: _show(value, site)[:60] for key, value in context.items()}


def _show(value: Any, site: Site) -> str:
    if isinstance(value, dict) and "moment" in value:
        moment = parse_datetime(value["moment"])
        return local(site, moment).strftime("%m-%d %H:%M") if moment else ""
    if isinstance(value, dict) and "date" in value:
        day = parse_date(value["date"])
        return f"{day:%m-%d}" if day else ""
    return str(value)
