"""Which tests belong to which leg of ./run test, and what a leg tells about itself when it ends."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

LEG = os.environ.get("GUANJIA_LEG", "")
IN_CI = os.environ.get("CI") == "true"
DATABASE_FIXTURES = {"db", "transactional_db", "_django_db_helper", "django_db_setup", "house"}
COUNTED = ("failed", "passed", "skipped", "xfailed", "xpassed", "error")


def leave_out(reason: str) -> None:
    """Skip the test that asks, saying why; in CI nothing may be left out, so there it fails."""
    if IN_CI:
        pytest.fail(f"{reason}; in CI nothing may be left out")
    pytest.skip(reason)


def touches_database(item: pytest.Item) -> bool:
    """Whether the test asks for the database, by mark or by any fixture."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(DATABASE_FIXTURES & fixtures)


def kind(item: pytest.Item) -> str:
    """journey, postgres (that engine only), database (both engines) or rule (no database, or one engine tells all)."""
    for mark in ("journey", "postgres"):
        if item.get_closest_marker(mark):
            return mark
    if item.get_closest_marker("one_engine"):
        return "rule"
    return "database" if touches_database(item) else "rule"


BELONGS = {
    "sqlite": {"database", "rule"},
    "postgres": {"database", "postgres"},
    "journey": {"journey"},
}


def keep_leg(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what belongs to other legs; without a leg all stay. Tells ./run how many of each kind there are."""
    if not LEG:
        return
    kinds = [(item, kind(item)) for item in items]
    if tally := _tally_folder():
        worker = os.environ.get("PYTEST_XDIST_WORKER", "only")
        (tally / f"kinds-{worker}.json").write_text(json.dumps(Counter(each for _, each in kinds)))
    others = [item for item, each in kinds if each not in BELONGS[LEG]]
    items[:] = [item for item, each in kinds if each in BELONGS[LEG]]
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    if others:
        config.hook.pytest_deselected(items=others)


def tell_counts(config: pytest.Config) -> None:
    """Write how many passed, failed and so on, for the sum over the legs."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    tally = _tally_folder()
    if tally and reporter and not hasattr(config, "workerinput"):
        counts = {name: len(reporter.stats.get(name, [])) for name in COUNTED}
        (tally / "counts.json").write_text(json.dumps(counts))


def _tally_folder() -> Path | None:
    folder = os.environ.get("GUANJIA_TALLY")
    return Path(folder) if folder else None
