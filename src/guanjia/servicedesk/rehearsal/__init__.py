"""A week of requests on the virtual clock (W19): actors, accidents, invariants."""

from guanjia.foundation.rehearsal.public import ESTATE, Invariant, Stage, Troupe, add_invariant, add_troupe
from guanjia.servicedesk.models import ServiceRequest
from guanjia.servicedesk.rehearsal.actors import cast_requests
from guanjia.servicedesk.rehearsal.invariants import (
    closed_without_word,
    given_without_certificate,
    lost_photos,
    worked_on_after_end,
)
from guanjia.servicedesk.rules.requests import RequestState


def report_requests(stage: Stage) -> dict[str, object]:
    """How they stand at the end."""
    rows = ServiceRequest.objects.filter(site=stage.site)
    return {f"requests {state.value}": rows.filter(state=state).count() for state in RequestState}


def register() -> None:
    """Enter the troupe and its invariants."""
    add_troupe(Troupe("servicedesk", cast_requests, report_requests, play=ESTATE))
    add_invariant(Invariant("no request is closed without a word", closed_without_word))
    add_invariant(Invariant("every photo of a request is seen on its orders", lost_photos))
    add_invariant(Invariant("no order is worked on for a request that is over", worked_on_after_end))
    add_invariant(Invariant("no work that needs a certificate is taken on without it", given_without_certificate))
