from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class EventsConfig(AppConfig):
    name = "guanjia.foundation.events"
    label = "eventlog"

    def ready(self) -> None:
        from guanjia.foundation.events.relay import enlist  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.events.webhooks import enlist_webhooks  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.journal.public import on_events  # noqa: PLC0415 - models are ready only now

        on_events(enlist)
        on_events(enlist_webhooks)
        autodiscover_modules("receivers")
