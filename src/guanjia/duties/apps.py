from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DutiesConfig(AppConfig):
    name = "guanjia.duties"
    label = "duties"

    def ready(self) -> None:
        from guanjia.duties.permissions import leads_duties, sees_duties  # noqa: PLC0415 - models are ready only now
        from guanjia.duties.queries.photos import may_see_photo  # noqa: PLC0415 - models are ready only now
        from guanjia.duties.rehearsal.clockwork import CLOCK  # noqa: PLC0415 - models are ready only now
        from guanjia.duties.rehearsal.invariants import INVARIANTS  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.files.public import register_holder  # noqa: PLC0415 - models are ready only now
        from guanjia.foundation.rehearsal.public import add_clockwork, add_invariant  # noqa: PLC0415 - models are ready only now
        from guanjia.ui.menu import MenuItem, register  # noqa: PLC0415 - models are ready only now

        register_holder("duties.duty", may_see_photo)
        register(MenuItem("work", _("My duties"), "duties:mine", "checklist", sees_duties, 10, bar=True))
        register(MenuItem("work", _("All duties"), "duties:list", "list-check", sees_duties, 20))
        register(MenuItem("work", _("Evidence to review"), "duties:review", "eye-check", leads_duties, 30))
        register(MenuItem("insight", _("Score"), "duties:score", "chart-bar", sees_duties, 20))
        add_clockwork(CLOCK)
        for invariant in INVARIANTS:
            add_invariant(invariant)
