"""A planner that stops in the middle of its transaction, to be killed: `python -m tests.duties.planner_held SITE THING`.

It has written every duty and says so on its output; it never commits.
"""

import os
import sys
import time

import django

from tests.foundation.beside import ROOT


def main(site_id: int, thing_id: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - needs settings

    from guanjia.duties.actions import planning  # noqa: PLC0415 - needs settings
    from tests.duties.world import DAWN, NINE, THINGS, H, Thing  # noqa: PLC0415 - needs settings

    settings.STANDARD_FOLDERS = [str(ROOT / "tests/duties/catalogue/duties")]
    THINGS[thing_id] = Thing(thing_id, site_id, moments={"starts_at": NINE, "ends_at": NINE + 3 * H})

    def hold(*_args: object) -> None:
        print("planned", flush=True)
        time.sleep(600)

    planning._settle = hold
    planning.plan_dirty(now=DAWN)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
