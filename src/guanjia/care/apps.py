from collections.abc import Callable
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CareConfig(AppConfig):
    name = "guanjia.care"
    label = "care"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.care import subjects  # noqa: PLC0415 - models are ready only now
        from guanjia.care.actions.files import erase_person_rows  # noqa: PLC0415
        from guanjia.care.actions.performing import perform_draw, perform_greetings, perform_message  # noqa: PLC0415
        from guanjia.duties.public import register_performer  # noqa: PLC0415
        from guanjia.foundation.persons.public import register_eraser  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415

        for kind in subjects.KINDS:
            register(kind)
        register_performer("care.draw_sample", perform_draw)
        register_performer("care.plan_greetings", perform_greetings)
        register_performer("care.write_greeting", perform_message)
        _greetings()
        register_eraser("care", "Personal-service file", erase_person_rows)
        from guanjia.care.rehearsal import INVARIANTS, TROUPE  # noqa: PLC0415
        from guanjia.foundation.rehearsal.public import add_invariant, add_troupe  # noqa: PLC0415

        add_troupe(TROUPE)
        for invariant in INVARIANTS:
            add_invariant(invariant)
        _reading()
        _words()
        _settings()
        _doors()


def _greetings() -> None:
    """What is written on the day."""
    from guanjia.care.actions.greeting import TEMPLATES  # noqa: PLC0415 - models are ready only now
    from guanjia.care.rules.greetings import Occasion  # noqa: PLC0415
    from guanjia.foundation.messages.public import Template, register_template  # noqa: PLC0415
    from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415

    words = {
        Occasion.BIRTHDAY: (N_("Happy birthday, {name}"), N_("All of us at {site} wish you health and a good year.")),
        Occasion.SPRING: (
            N_("Happy New Year, {name}"),
            N_("All of us at {site} wish you and your family a good year."),
        ),
        Occasion.MID_AUTUMN: (N_("A happy Mid-Autumn Festival, {name}"), N_("A full moon and a full table: {site}.")),
        Occasion.DOUBLE_NINTH: (N_("Greetings on the Double Ninth, {name}"), N_("Health and long years: {site}.")),
    }
    for occasion, (title, body) in words.items():
        register_template(Template(TEMPLATES[occasion], title, body))


def _reading() -> None:
    """Surveys stand beside knowledge and know nothing of it: care, above both, lends the one's reading to the other."""
    from guanjia.knowledge.public import mood_reader, themes  # noqa: PLC0415 - models are ready only now
    from guanjia.surveys.public import Reading, register_reading  # noqa: PLC0415

    def ear(site: Any) -> Callable[[str], str]:
        read = mood_reader(site)
        return lambda words: read(words).label

    register_reading(Reading(ear, lambda texts: [(each.phrase, each.rows) for each in themes(texts)]))


def _words() -> None:
    from guanjia.care import subjects  # noqa: PLC0415 - models are ready only now
    from guanjia.care.rules.calls import CallState  # noqa: PLC0415
    from guanjia.care.rules.deeds import CALL_WORDS, FILE_WORDS  # noqa: PLC0415
    from guanjia.ui import deeds  # noqa: PLC0415

    deeds.register(subjects.CALL, CALL_WORDS, CallState)
    deeds.register(subjects.FILE, FILE_WORDS)


def _settings() -> None:
    from guanjia.care.rules.evaluation import TARGET_PERCENT  # noqa: PLC0415 - models are ready only now
    from guanjia.care.rules.personal import EMPOWERED_YUAN, MANAGER_YUAN  # noqa: PLC0415
    from guanjia.care.rules.sample import MONTHS_OFF, SHARE_PERCENT  # noqa: PLC0415
    from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415
    from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415

    for key, default, label, least, most, unit in (
        ("care.sample_percent", SHARE_PERCENT, N_("Owners called back each month"), 1, 100, "%"),
        ("care.months_off", MONTHS_OFF, N_("Months without a second call-back sample"), 0, 24, ""),
        ("care.target_percent", TARGET_PERCENT, N_("Owner satisfaction aimed at"), 50, 100, "%"),
        ("care.empowered_yuan", EMPOWERED_YUAN, N_("What staff may spend on a special request"), 0, 10_000, N_("yuan")),
        (
            "care.manager_yuan",
            MANAGER_YUAN,
            N_("What a manager may spend on a special request"),
            0,
            100_000,
            N_("yuan"),
        ),
    ):
        declare(Setting(key, "int", default, label, minimum=least, maximum=most, unit=unit))


def _doors() -> None:
    """Menu and caller card."""
    from guanjia.care.permissions import cares  # noqa: PLC0415 - models are ready only now
    from guanjia.care.queries.lists import card_calls, card_marks  # noqa: PLC0415
    from guanjia.ui.card import Panel, register_panel  # noqa: PLC0415
    from guanjia.ui.menu import MenuItem, register  # noqa: PLC0415

    register_panel(Panel("care.marks", _("Heed"), card_marks, 5, cares, marks=True))
    register_panel(Panel("care.calls", _("Last satisfaction"), card_calls, 60, cares))
    for name, label, icon, order in (
        ("care:calls", _("Call-backs"), "phone-call", 40),
        ("care:greetings", _("Greetings and care"), "gift", 42),
        ("care:special", _("Special requests"), "heart", 44),
        ("care:building", _("My building"), "home-heart", 46),
    ):
        register(MenuItem("service", label, name, icon, cares, order))
