"""Finds a duty by the names that a phone gives it."""

from collections.abc import Mapping
from typing import Any

from guanjia.duties.models import ArchivedDuty, Duty
from guanjia.foundation.sites.public import Site


def find_duty_id(site: Site, duty_id: int | None, key: Mapping[str, Any] | None) -> int | None:
    """The id of the duty that a row of `sync` is about, or None when this site never had it.

    A link of a chain that the phone computed, but that was never made because the chain ended meanwhile, is answered by the last
    link there is: the act is kept beside it.
    """
    if duty_id is not None:
        models = (Duty, ArchivedDuty)
        return next((duty_id for model in models if model.objects.filter(pk=duty_id, site=site).exists()), None)
    if key is None:
        return None
    rows = Duty.objects.filter(
        site=site,
        standard_code=key.get("standard"),
        subject_kind=key.get("subject_kind"),
        subject_id=key.get("subject_id"),
    )
    exact = (
        rows.filter(occurrence=key.get("occurrence"), round=key.get("round", 1)).values_list("pk", flat=True).first()
    )
    if exact is not None:
        return exact
    return rows.filter(linked=True).order_by("-pk").values_list("pk", flat=True).first()
