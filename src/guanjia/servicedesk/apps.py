from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicedeskConfig(AppConfig):
    name = "guanjia.servicedesk"
    label = "servicedesk"

    def ready(self) -> None:
        """Fill the registries of the floors below."""
        from guanjia.foundation.persons.public import register_eraser  # noqa: PLC0415
        from guanjia.foundation.sites.public import Setting, declare  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.subjects.public import register  # noqa: PLC0415
        from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
        from guanjia.people.public import is_manager  # noqa: PLC0415
        from guanjia.servicedesk import rehearsal, subjects  # noqa: PLC0415
        from guanjia.servicedesk.actions.erasing import erase_person_rows  # noqa: PLC0415
        from guanjia.servicedesk.permissions import sees_orders  # noqa: PLC0415
        from guanjia.ui.menu import MenuItem  # noqa: PLC0415
        from guanjia.ui.menu import register as enter  # noqa: PLC0415

        for kind in subjects.KINDS:
            register(kind)
        declare(Setting(subjects.COMPENSATION, "text", "", N_("What is owed where the 15 minutes are missed")))
        declare(Setting(subjects.PROMISE_15, "bool", False, N_("Promise: somebody answers within 15 minutes")))
        _words()
        register_eraser("servicedesk.requests", N_("Service requests"), erase_person_rows)
        _messages()
        _shift()
        _files()
        _card()
        rehearsal.register()
        enter(MenuItem("service", _("Requests"), "servicedesk:requests", "message", sees_orders, 5))
        enter(MenuItem("service", _("Mass incidents"), "servicedesk:incidents", "alert-triangle", sees_orders, 22))
        enter(MenuItem("service", _("Repair quality"), "servicedesk:quality", "chart-bar", sees_orders, 24, more=True))
        enter(MenuItem("service", _("Spare parts"), "servicedesk:stock", "box", sees_orders, 26, more=True))
        enter(MenuItem("service", _("Price list"), "servicedesk:prices", "receipt", sees_orders, 28, more=True))
        enter(MenuItem("service", _("Take over requests"), "servicedesk:import", "upload", is_manager, 40, more=True))
        enter(MenuItem("service", _("Labels"), "servicedesk:labels", "qrcode", sees_orders, 30, more=True))
        enter(MenuItem("service", _("Work orders"), "servicedesk:orders", "tool", sees_orders, 10))
        enter(MenuItem("service", _("My work orders"), "servicedesk:mine", "user-check", sees_orders, 20))


def _words() -> None:
    """The words of journal actions, and what the one box finds."""
    from guanjia.foundation.search.public import Provider, register_provider  # noqa: PLC0415
    from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
    from guanjia.servicedesk import subjects  # noqa: PLC0415
    from guanjia.servicedesk.actions.merging import INCIDENT  # noqa: PLC0415
    from guanjia.servicedesk.actions.shelves import PRICE, STOCK  # noqa: PLC0415
    from guanjia.servicedesk.queries.requests import findable  # noqa: PLC0415
    from guanjia.servicedesk.rules.orders import OrderState  # noqa: PLC0415
    from guanjia.servicedesk.rules.requests import RequestState  # noqa: PLC0415
    from guanjia.ui import deeds  # noqa: PLC0415

    order = {
        "open": N_("Opened"),
        "reopen": N_("Not good, again"),
        "decline": N_("Given back"),
        "arrive": N_("Arrived"),
    }
    deeds.register(subjects.ORDER, order, OrderState)
    deeds.register(INCIDENT, {"open": N_("Opened"), "end": N_("Ended")})
    shelf = {
        "add": N_("Added"),
        "change": N_("Changed by hand"),
        "receive": N_("Put on the shelf"),
        "count": N_("Counted on the shelf"),
    }
    deeds.register(STOCK, shelf)
    deeds.register(PRICE, shelf)
    request = {
        "log": N_("Received"),
        "arrive": N_("Somebody is there"),
        "tell": N_("Progress told"),
        "call_back": N_("Called back"),
        "call_missed": N_("Called, no answer"),
        "unreached": N_("Closed without being reached"),
        "rate": N_("Rated"),
        "inspect": N_("Inspected again"),
        "set_kind": N_("Kind set"),
        "set_unit": N_("Unit set"),
        "appoint": N_("Appointment made"),
        "link": N_("Hung on an incident"),
        "quote": N_("Quote offered"),
        "quote_accepted": N_("Quote accepted"),
        "quote_refused": N_("Quote refused"),
        "mail": N_("Written to us"),
        "told_closed": N_("Told that it is closed"),
        "give_back": N_("Given back"),
        "compensate": N_("Compensation noted"),
    }
    deeds.register(subjects.REQUEST, request, RequestState)
    register_provider(Provider(subjects.REQUEST, N_("Requests"), findable, order=30))


def _shift() -> None:
    """What is handed over at the end of a shift."""
    from guanjia.servicedesk.queries.hanging import open_matters  # noqa: PLC0415
    from guanjia.ui.hanging import Hanging, register_hanging  # noqa: PLC0415

    register_hanging(Hanging("servicedesk", _("Requests and orders"), open_matters, 20))


def _messages() -> None:
    """What goes out."""
    from guanjia.foundation.messages.public import Template, register_template  # noqa: PLC0415
    from guanjia.kernel.words import gettext_noop as N_  # noqa: PLC0415
    from guanjia.servicedesk.actions.progress import TOLD  # noqa: PLC0415

    register_template(Template("servicedesk.opened", N_("{number}: {title}"), N_("New work order. {place}")))
    register_template(Template("servicedesk.dispatched", N_("For you, {number}: {title}"), N_("{place}")))
    left = N_("They had begun it and are not here any more: give it to somebody.")
    register_template(Template("servicedesk.left_with", N_("{who} has left: {numbers}"), left))
    register_template(Template("servicedesk.urgent", N_("Urgent {number}: {title}"), N_("{place}")))
    register_template(
        Template(
            "servicedesk.reopened", N_("Reopened {count} times: {number}"), N_("{title}. The owner is not satisfied.")
        )
    )
    register_template(
        Template("servicedesk.mailed", N_("A letter about {number}"), N_("{title}. Whoever asked has written again."))
    )
    register_template(Template("servicedesk.mail_refused", N_("Your e-mail was not taken down"), N_("{words}")))
    for verb, text in TOLD.items():
        register_template(Template(f"servicedesk.told.{verb}", N_("Your request {number}"), text))


def _files() -> None:
    """Who may see the photos and signatures."""
    from guanjia.foundation.files.public import register_holder  # noqa: PLC0415
    from guanjia.servicedesk import subjects  # noqa: PLC0415
    from guanjia.servicedesk.actions.closing import SIGNATURE  # noqa: PLC0415
    from guanjia.servicedesk.queries.orders import AFTER, BEFORE, may_see_photo  # noqa: PLC0415
    from guanjia.servicedesk.queries.requests import may_see_request_file  # noqa: PLC0415

    for holder in (subjects.ORDER, BEFORE, AFTER):
        register_holder(holder, may_see_photo)
    for holder in (subjects.REQUEST, SIGNATURE):
        register_holder(holder, may_see_request_file)


def _card() -> None:
    """What the caller card shows and does."""
    from guanjia.servicedesk.permissions import sees_orders, takes_requests  # noqa: PLC0415
    from guanjia.servicedesk.queries.card import log_url, open_requests  # noqa: PLC0415
    from guanjia.ui.card import DeskAct, Panel, register_act, register_panel  # noqa: PLC0415

    register_panel(Panel("servicedesk.requests", _("Open requests"), open_requests, 20, sees_orders))
    register_act(
        DeskAct("servicedesk.log", _("Take a request down"), log_url, "tool", "F2", 20, permission=takes_requests)
    )
