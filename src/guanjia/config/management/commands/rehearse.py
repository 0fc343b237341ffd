"""`guanjia rehearse`: play an event's days, days at an estate, or a worked case, on the virtual clock."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from guanjia.conference.models import Event
from guanjia.conference.rehearsal.copying import NothingToPlay
from guanjia.conference.rehearsal.playing import rehearse
from guanjia.foundation.rehearsal.public import Played, Told, cases
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.homes.rehearsal.week import rehearse_days
from guanjia.kernel import clock


class Command(BaseCommand):
    """Plays in a site of its own and reports what came of it: `--event` a copy of the event, `--days` an estate, `--case`
    a worked case.

    Exit status 1 when an invariant broke or somebody was admitted twice, 2 when there is nothing to play.
    """

    help = "Play an event's days, or days at an estate, on the virtual clock through the same actions as the screens."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options of the contract."""
        parser.add_argument("--event", help="reference of the event, such as HY-20260301-0001")
        parser.add_argument("--case", help="code of a worked case, such as power-cut, to be played beside --site")
        parser.add_argument("--site", help="code of the site: of the event, or beside which the estate is built")
        parser.add_argument("--days", type=int, help="how many days to play at an estate, instead of an event")
        parser.add_argument("--homes", type=int, default=3000, help="how many homes the estate has")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--guests", type=int, help="how many guests to bring when the event has no list")
        parser.add_argument("--report", type=Path, help="file to write the report to, as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Play, print and write the report."""
        if [bool(options[name]) for name in ("event", "days", "case")].count(True) != 1:
            raise CommandError(
                "Give --event for an event, --site with --days for an estate, or --site with --case.", returncode=2
            )
        play = self._case if options["case"] else self._event if options["event"] else self._estate
        report = play(options)
        text = json.dumps(report, ensure_ascii=False, indent=2)
        if options["report"]:
            options["report"].write_text(text + "\n", encoding="utf-8")
        self.stdout.write(text)
        if report["broken_invariants"] or report.get("double_admissions"):
            raise CommandError("an invariant broke", returncode=1)

    def _case(self, options: dict[str, Any]) -> dict[str, Any]:
        site = self._site(options)
        case = cases.get(options["case"])
        if case is None:
            raise CommandError(f"there is no case {options['case']}; there are {', '.join(cases)}", returncode=2)
        played: list[Played] = []

        def play(told: Told) -> dict[str, Any]:
            played.append(case.play(site, options["seed"], clock.now(), told))
            return {}

        _shown(case.code, play)
        checks = [{"promise": each.words, "found": each.found, "kept": each.good} for each in played[0].checks]
        broken = [each.words for each in played[0].checks if not each.good]
        return {"case": case.code, "site": played[0].site.code, "checks": checks, "broken_invariants": broken}

    def _site(self, options: dict[str, Any]) -> Site:
        site = Site.objects.filter(code=options["site"] or "", rehearsal_of=None).select_related("company").first()
        if site is None:
            raise CommandError(f"there is no site {options['site']}", returncode=2)
        return site

    def _event(self, options: dict[str, Any]) -> dict[str, Any]:
        events = Event.objects.filter(ref=options["event"], site__rehearsal_of=None).select_related("site__company")
        if options["site"]:
            events = events.filter(site__code=options["site"])
        if events.count() != 1:
            raise CommandError(f"{events.count()} events have the reference {options['event']}", returncode=2)
        try:
            return _shown(
                options["event"],
                lambda told: rehearse(events.get(), seed=options["seed"], guests=options["guests"], told=told),
            )
        except NothingToPlay as nothing:
            raise CommandError(f"{nothing}: no sitting has a room and a time", returncode=2) from None

    def _estate(self, options: dict[str, Any]) -> dict[str, Any]:
        site = self._site(options)
        if options["days"] < 1 or options["homes"] < 1:
            raise CommandError("--days and --homes count from 1", returncode=2)
        return _shown(
            site.code,
            lambda told: rehearse_days(
                site, seed=options["seed"], days=options["days"], homes=options["homes"], told=told
            ),
        )


def _shown(title: str, played: Callable[[Told], dict[str, Any]]) -> dict[str, Any]:
    """Play with a bar of virtual hours."""
    bar = tqdm(
        total=1,
        desc=title,
        unit="h",
        bar_format="{l_bar}{bar}| {n:.0f}/{total:.0f} h [{elapsed}]",
        mininterval=0.1 if sys.stderr.isatty() else 15,  # a log is read later: few lines
        ascii=None if sys.stderr.isatty() else True,
    )
    begin: list[datetime] = []

    def told(now: datetime, end: datetime) -> None:
        begin.append(now) if not begin else None
        bar.total = max((end - begin[0]).total_seconds() / 3600, 1)
        bar.update((now - begin[0]).total_seconds() / 3600 - bar.n)

    try:
        return played(told)
    finally:
        bar.close()
