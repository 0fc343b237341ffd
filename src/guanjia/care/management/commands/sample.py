"""`guanjia sample --site CODE --month 2026-03`: prints the month's sample again from its frozen frame."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guanjia.care.actions.sampling import redraw
from guanjia.care.models import Sample


class Command(BaseCommand):
    help = (
        "Print the call-back sample of a month again: drawn anew from the frozen frame, the published seed and the share. "
        "Status 1 when the frame no longer has its hash or the list differs from the calls that were planned."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--site", required=True, help="the site's code")
        parser.add_argument("--month", required=True, help="as in 2026-03")
        parser.add_argument("--json", action="store_true", help="print one object and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        sample = Sample.objects.filter(site__code=options["site"], month=options["month"]).first()
        if sample is None:
            raise CommandError(f"No sample of {options['month']} was drawn at {options['site']}.")
        drawn, whole = redraw(sample)
        codes = [each.code for each in drawn]
        planned = {key.split(":", 2)[2] for key in sample.calls.values_list("source_key", flat=True)}
        same = whole and planned == set(codes)
        facts = {
            "month": sample.month, "seed": sample.seed, "percent": sample.percent, "frame": len(sample.frame),
            "frame_sha256": sample.frame_sha256, "frame_whole": whole, "same_as_planned": same, "sample": codes,
        }  # fmt: skip
        if options["json"]:
            self.stdout.write(json.dumps(facts, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(f"{name}: {value}" for name, value in facts.items() if name != "sample"))
            self.stdout.write("\n".join(codes))
        if not same:
            raise SystemExit(1)
