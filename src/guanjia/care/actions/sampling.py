"""The month's sample is drawn once, with its frame frozen (CUST-001)."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from guanjia.care.models import CallBack, Sample
from guanjia.care.queries.frame import frame_of
from guanjia.care.rules.calls import CALL_OPEN, CallSource
from guanjia.care.rules.sample import Entry, draw, frame_hash, seed_of
from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site, setting
from guanjia.foundation.subjects.public import changed

SAMPLE = "care.sample"


def draw_sample(*, site: Site, month: str, actor: Any, at: datetime) -> Sample:
    """Draw the sample of the month and plan its calls. A second call, also at the same moment, returns the first one."""
    if (known := Sample.objects.filter(site=site, month=month).first()) is not None:
        return known
    try:
        with transaction.atomic():
            return _draw(site, month, actor, at)
    except IntegrityError:
        return Sample.objects.get(site=site, month=month)


def _draw(site: Site, month: str, actor: Any, at: datetime) -> Sample:
    percent, off = int(setting(site, "care.sample_percent")), int(setting(site, "care.months_off"))
    frame = frame_of(site, month, at, off)
    seed = seed_of(site.code, month)
    drawn = draw(frame, seed, percent)
    sample = Sample.objects.create(
        site=site, month=month, drawn_at=at, drawn_by=actor, seed=seed, percent=percent, months_off=off,
        frame=[asdict(each) for each in frame], frame_sha256=frame_hash(frame), size=len(drawn),
    )  # fmt: skip
    CallBack.objects.bulk_create(
        CallBack(
            site=site, source=CallSource.SAMPLE, source_key=f"sample:{month}:{each.code}"[:120], sample=sample,
            unit_id=each.unit_id, person_id=each.person_id, first=each.first, made_at=at,
        )
        for each in drawn
    )  # fmt: skip
    changes = {"size": sample.size, "frame": len(frame), "frame_sha256": sample.frame_sha256}
    record(site=site, at=at, actor=actor, action="draw", subject=(SAMPLE, sample.pk), changes=changes)
    if not drawn:
        finish_when_done(sample, actor, at)
    changed(SAMPLE, [sample.pk], site=site, at=at)
    return sample


def frozen_frame(sample: Sample) -> list[Entry]:
    """The frame as it was drawn from."""
    return [Entry(**each) for each in sample.frame]


def redraw(sample: Sample) -> tuple[list[Entry], bool]:
    """The same list again from the frozen frame, and whether the frame still has its hash: what an auditor asks."""
    frame = frozen_frame(sample)
    return draw(frame, sample.seed, sample.percent), frame_hash(frame) == sample.frame_sha256


def finish_when_done(sample: Sample, actor: Any, at: datetime) -> bool:
    """Note that the sample is done once no call of it is open any more; True when it is."""
    if sample.done_at is not None or CallBack.objects.filter(sample=sample, state__in=CALL_OPEN).exists():
        return sample.done_at is not None
    rows = Sample.objects.filter(pk=sample.pk, done_at=None)
    if rows.update(done_at=at, rev=sample.rev + 1):
        record(site=sample.site, at=at, actor=actor, action="finish", subject=(SAMPLE, sample.pk))
        changed(SAMPLE, [sample.pk], site=sample.site, at=at)
    sample.refresh_from_db()
    return True
