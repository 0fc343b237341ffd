"""Paperless and hybrid meetings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssemblyConfig(AppConfig):
    name = "guanjia.assembly"
    label = "assembly"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.assembly.actions.noting import ASSEMBLY, MOTION  # noqa: PLC0415 - models are ready only now
        from guanjia.assembly.actions.servers import SERVER  # noqa: PLC0415
        from guanjia.assembly.permissions import hears_assembly  # noqa: PLC0415
        from guanjia.assembly.queries.deeds import ASSEMBLY_WORDS, MOTION_WORDS, SERVER_WORDS  # noqa: PLC0415
        from guanjia.assembly.rules.states import AssemblyState, MotionState  # noqa: PLC0415
        from guanjia.assembly.subjects import KINDS  # noqa: PLC0415
        from guanjia.foundation.live.public import register_topic_rule  # noqa: PLC0415
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.ui import deeds  # noqa: PLC0415

        for kind in KINDS:
            register(kind)
        deeds.register(ASSEMBLY, ASSEMBLY_WORDS, AssemblyState)
        deeds.register(MOTION, MOTION_WORDS, MotionState)
        deeds.register(SERVER, SERVER_WORDS)
        register_topic_rule("assembly", hears_assembly)
        _links(_("Votes and papers"))
        _settings()
        _rehearsal()


def _rehearsal() -> None:
    from guanjia.assembly.rehearsal import INVARIANTS, TROUPE  # noqa: PLC0415 - models are ready only now
    from guanjia.foundation.rehearsal.public import add_invariant, add_troupe  # noqa: PLC0415

    for invariant in INVARIANTS:
        add_invariant(invariant)
    add_troupe(TROUPE)


def _settings() -> None:
    from guanjia.assembly.actions.erasing import erase_attendee_rows  # noqa: PLC0415 - models are ready only now
    from guanjia.assembly.actions.papers import PAPER, clear_later  # noqa: PLC0415
    from guanjia.assembly.actions.sealing import AUTHORITY, CERTIFICATE  # noqa: PLC0415
    from guanjia.assembly.permissions import sees_assembly  # noqa: PLC0415
    from guanjia.assembly.queries.papers import papers_left  # noqa: PLC0415
    from guanjia.assembly.queries.printings import printings  # noqa: PLC0415
    from guanjia.assembly.queries.relays import STUN  # noqa: PLC0415
    from guanjia.assembly.queries.rooms import IDLE  # noqa: PLC0415
    from guanjia.conference.public import OpenEnd, register_open_end, register_printings  # noqa: PLC0415
    from guanjia.duties.public import Task, register_performer  # noqa: PLC0415
    from guanjia.foundation.files.public import register_holder  # noqa: PLC0415
    from guanjia.foundation.persons.public import register_eraser  # noqa: PLC0415
    from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415
    from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415

    register_printings("assembly", printings)
    declare(Setting(AUTHORITY, "text", "", N_("Address of the time-stamp authority (RFC 3161)"), maximum=300))
    declare(Setting(STUN, "text", "", N_("STUN server of the video room (stun:host:port)"), maximum=200))
    declare(Setting(CERTIFICATE, "text", "", N_("Certificate of the time-stamp authority (PEM)"), maximum=8000))
    declare(
        Setting(IDLE, "int", 5, N_("A tablet of the hall signs out after"), minimum=1, maximum=60, unit=N_("minutes"))
    )
    register_holder(PAPER, lambda user, site, pk: bool(sees_assembly(user, site)))

    def clear(task: Task) -> None:
        clear_later(site=task.site, subject_kind=task.subject_kind, subject_id=task.subject_id, at=task.at)

    register_performer("assembly.clear_papers", clear)
    register_open_end(OpenEnd("assembly.papers", N_("Electronic papers that are not cleared away"), papers_left))
    register_eraser("assembly", N_("Meetings on screens"), erase_attendee_rows)


def _links(label: object) -> None:
    from django.urls import reverse  # noqa: PLC0415 - models are ready only now

    from guanjia.assembly.permissions import sees_assembly  # noqa: PLC0415
    from guanjia.ui.links import PageLink, register_link  # noqa: PLC0415

    def of_event(site: object, event: object) -> str:
        if event.secrecy == "controlled":  # type: ignore[attr-defined]
            return ""
        return reverse("assembly:event", args=[site.code, event.ref])  # type: ignore[attr-defined]

    def of_block(site: object, block: object) -> str:
        return of_event(site, block.event)  # type: ignore[attr-defined]

    register_link(PageLink("conference.event", "assembly", label, of_event, sees_assembly, 30))
    register_link(PageLink("conference.block", "assembly", label, of_block, sees_assembly, 30))
