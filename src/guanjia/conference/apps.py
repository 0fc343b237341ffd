from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.words import gettext_noop as N_


class ConferenceConfig(AppConfig):
    name = "guanjia.conference"
    label = "conference"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.conference import subjects  # noqa: PLC0415 - models are ready only now
        from guanjia.conference.permissions import can_plan, can_see_conferences  # noqa: PLC0415
        from guanjia.conference.rehearsal.invariants import INVARIANTS  # noqa: PLC0415
        from guanjia.foundation.rehearsal.public import add_case, add_invariant  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.ui import menu  # noqa: PLC0415

        item = menu.MenuItem
        menu.register(
            item("conference", _("Conferences"), "conference:events", "presentation", can_see_conferences, 10)
        )
        menu.register(item("conference", _("Room grid"), "conference:grid", "calendar-time", can_see_conferences, 20))
        menu.register(item("conference", _("Board"), "conference:board", "device-tv", can_see_conferences, 30))
        menu.register(item("conference", _("Meeting by telephone"), "conference:call", "phone", can_plan, 40))
        from guanjia.conference.permissions import hears_block, hears_event  # noqa: PLC0415
        from guanjia.foundation.live.public import register_topic_rule  # noqa: PLC0415

        register_topic_rule("block", hears_block)
        register_topic_rule("event", hears_event)
        for kind in subjects.KINDS:
            register(kind)
        from guanjia.conference.actions.counting import STANDARD as COUNT  # noqa: PLC0415
        from guanjia.conference.rehearsal.cases import CASES  # noqa: PLC0415
        from guanjia.conference.rehearsal.crew import read_heads  # noqa: PLC0415
        from guanjia.conference.rehearsal.gates import GATE_INVARIANTS  # noqa: PLC0415
        from guanjia.conference.rehearsal.visitors import ONCE  # noqa: PLC0415
        from guanjia.duties.public import by_own_hand  # noqa: PLC0415

        for invariant in (*INVARIANTS, ONCE, *GATE_INVARIANTS):
            add_invariant(invariant)
        for case in CASES:
            add_case(case)
        by_own_hand(COUNT, read_heads)
        _declare_desk()
        _declare_intake()
        _declare_dayof()
        _declare_guests()


def _declare_desk() -> None:
    """The words of histories, and the number of meetings on the workbench."""
    from guanjia.conference.permissions import can_see_conferences  # noqa: PLC0415 - models are ready only now
    from guanjia.conference.queries.deeds import EVENT_WORDS, KINDS  # noqa: PLC0415
    from guanjia.conference.queries.today import meetings_today, meetings_today_url  # noqa: PLC0415
    from guanjia.ui import deeds, desk  # noqa: PLC0415

    for kind, states in KINDS.items():
        deeds.register(kind, EVENT_WORDS, states)
    label = _("Meetings today")
    desk.register_number(
        desk.Number("conference.today", label, meetings_today, meetings_today_url, can_see_conferences, order=20)
    )


def _declare_intake() -> None:
    """Settings and system actions of the way from enquiry to function sheet."""
    from guanjia.conference.actions.client_mail import APPROVED, DECLINED, TEMPLATES  # noqa: PLC0415
    from guanjia.conference.actions.intake_links import LINK_DAYS  # noqa: PLC0415 - models are ready only now
    from guanjia.conference.actions.programme_regime import REGIME  # noqa: PLC0415
    from guanjia.conference.actions.scheme import HOLD_DAYS, release_hold  # noqa: PLC0415
    from guanjia.conference.rules.states import Regime  # noqa: PLC0415
    from guanjia.duties.public import Task, register_performer  # noqa: PLC0415
    from guanjia.foundation.messages.public import register_template  # noqa: PLC0415
    from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415

    for template in (*TEMPLATES.values(), APPROVED, DECLINED):
        register_template(template)

    def let_go(task: Task) -> None:
        release_hold(scheme_id=task.subject_id, actor=None, at=task.at)

    declare(Setting(LINK_DAYS, "int", 14, N_("A client's link works"), 1, 90, unit=N_("days")))
    declare(Setting(HOLD_DAYS, "int", 3, N_("A room is held for a scheme"), 1, 30, unit=N_("days")))
    choices = tuple((each.value, each.label) for each in Regime)
    declare(Setting(REGIME, "choice", Regime.COMMERCIAL.value, N_("Regime of imported programmes"), choices=choices))
    declare(Setting("conference.parking_spaces", "int", 40, N_("Parking spaces of our own"), 0, 5000))
    register_performer("conference.release_hold", let_go)


def _declare_dayof() -> None:
    """System actions, messages, files and invariants of the day itself and after."""
    from guanjia.conference.actions.closing import perform_survey  # noqa: PLC0415 - models are ready only now
    from guanjia.conference.permissions import can_see_conferences  # noqa: PLC0415
    from guanjia.conference.queries.closeout import may_see_block_photo, may_see_damage_photo  # noqa: PLC0415
    from guanjia.conference.queries.no_photos import NO_PHOTO_ROOMS  # noqa: PLC0415
    from guanjia.conference.rehearsal.dayof import DAYOF_INVARIANTS  # noqa: PLC0415
    from guanjia.duties.public import register_performer  # noqa: PLC0415
    from guanjia.foundation.files.public import register_holder  # noqa: PLC0415
    from guanjia.foundation.messages.public import Template, register_template  # noqa: PLC0415
    from guanjia.foundation.rehearsal.public import add_invariant  # noqa: PLC0415
    from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415
    from guanjia.ui import menu  # noqa: PLC0415

    declare(Setting(NO_PHOTO_ROOMS, "text", "", N_("Rooms where no photo is taken (their codes)")))
    register_performer("conference.send_survey", perform_survey)
    register_holder("conference.block", may_see_block_photo)
    register_holder("conference.damage", may_see_damage_photo)
    register_template(
        Template("conference.fault", N_("Fault in {room}: {title}"), N_("{number}: please come or help."))
    )
    register_template(
        Template(
            "conference.survey_sent", N_("Survey sent: {title}"), N_("Its QR code and paper sheet are on its page.")
        )
    )
    register_template(Template("conference.damage", N_("Damage in {room}: {what}"), N_("Please look at it at once.")))
    register_template(Template("conference.overrun", N_("{room}: {minutes} minutes over"), N_("Tell the moderator.")))
    menu.register(menu.MenuItem("conference", _("Tea refills"), "conference:refills", "cup", can_see_conferences, 50))
    menu.register(
        menu.MenuItem(
            "conference", _("Faults in meetings"), "conference:faults", "alert-triangle", can_see_conferences, 60
        )
    )
    for invariant in DAYOF_INVARIANTS:
        add_invariant(invariant)


def _declare_guests() -> None:
    """Messages to guests, the reminder of organisations, what the search box finds and what an erasure empties."""
    from guanjia.conference.actions import delegations, invitations  # noqa: PLC0415 - models are ready only now
    from guanjia.conference.actions.erasing import erase_guest_rows  # noqa: PLC0415
    from guanjia.conference.actions.gates import AT_GATES  # noqa: PLC0415
    from guanjia.conference.actions.paper_back import SHEET  # noqa: PLC0415
    from guanjia.conference.permissions import may_see_sheet  # noqa: PLC0415
    from guanjia.conference.queries.guests import PER_MINUTE  # noqa: PLC0415
    from guanjia.conference.queries.searching import KIND, guest_page_of, look_up_events  # noqa: PLC0415
    from guanjia.duties.public import register_performer  # noqa: PLC0415
    from guanjia.foundation.files.public import register_holder  # noqa: PLC0415
    from guanjia.foundation.messages.public import register_template  # noqa: PLC0415
    from guanjia.foundation.persons.public import register_eraser, register_person_page  # noqa: PLC0415
    from guanjia.foundation.search.public import Provider, register_provider  # noqa: PLC0415
    from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415

    declare(AT_GATES)
    declare(Setting(PER_MINUTE, "int", 4, N_("Guests that one desk checks in per minute"), 1, 60))
    register_holder(SHEET, may_see_sheet)
    mails = (invitations.INVITED, invitations.CHANGED, invitations.CALLED_OFF, delegations.ASKED, delegations.REMINDED)
    for template in mails:
        register_template(template)
    register_performer("conference.remind_delegation", delegations.remind_delegation)
    register_eraser("guests", N_("Guest lists"), erase_guest_rows)
    register_person_page("guest", guest_page_of)
    register_provider(Provider(KIND, N_("Events"), lambda user, site, ids: (), look_up_events, order=20))
