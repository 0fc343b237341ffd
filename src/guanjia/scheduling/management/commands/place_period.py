"""`guanjia place-period FILE`: places a meeting set of the public JSON format."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guanjia.scheduling.rules.meeting_set import read_meeting_set, written
from guanjia.scheduling.rules.price import Cost, clashes
from guanjia.scheduling.rules.search import Effort, place_period


class Command(BaseCommand):
    """Needs no site and writes nothing into the database."""

    help = (
        "Place the meetings of a meeting set (JSON) into rooms and time grains. OUT gets the same set with its "
        "assignments filled in; what has no place keeps null. Standard output is one JSON object: seconds, unplaced, "
        "broken hard rules, medium, soft, bound. Status 1 when a meeting has no place, 2 when the file cannot be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE, where to write, how long."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--out", type=Path, help="where the solved set is written")
        parser.add_argument("--seconds", type=float, default=55)
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, place, write."""
        try:
            data = json.loads(options["file"].read_text(encoding="utf-8"))
            period = read_meeting_set(data)
        except (OSError, ValueError) as wrong:
            raise CommandError(f"{options['file']}: {wrong}", returncode=2) from wrong
        effort = Effort(seconds=max(1.0, options["seconds"]), workers=max(1, options["workers"]), seed=options["seed"])
        plan = place_period(period, effort, progress=self._tell)
        if options["out"]:
            options["out"].write_text(json.dumps(written(data, plan.places), ensure_ascii=False), encoding="utf-8")
        told = {
            "unplaced": sum(place is None for place in plan.places.values()),
            "broken": len(clashes(period, plan.places)),
            "medium": plan.cost.medium,
            "soft": plan.cost.soft,
            "bound": plan.bound,
        }
        self.stdout.write(json.dumps(told))
        if told["unplaced"] or told["broken"]:
            raise CommandError("not every meeting has a place", returncode=1)

    def _tell(self, share: float, cost: Cost | None, bound: float) -> bool:
        """A line a second on standard error."""
        self.stderr.write(f"{share:4.0%} {cost} bound {bound:.0f}")
        return True
