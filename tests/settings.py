"""Settings of a test run: the product's own, over a data folder that lives as long as the run.

The database is a real SQLite file (WAL, so threads race for real) unless DATABASE_URL names another. When several
processes test at once, each takes its own server of GUANJIA_TEST_SERVERS: a transaction that is open in any database of
a PostgreSQL server is seen from all of them.
A program that runs beside a test gets the folder of that test by GUANJIA_TEST_DATA, and its DATABASE_URL.
"""

import os
import tempfile

BESIDE = "GUANJIA_TEST_DATA" in os.environ
TEST_DATA = os.environ.get("GUANJIA_TEST_DATA") or tempfile.mkdtemp(prefix="guanjia-test-")
os.environ["GUANJIA_DATA"] = TEST_DATA
if (servers := os.environ.get("GUANJIA_TEST_SERVERS")) and not BESIDE:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    os.environ["DATABASE_URL"] = servers.split()[int(worker)]
os.environ.setdefault("SECRET_KEY", "tests-only-" + "0" * 48)
os.environ.pop("REDIS_URL", None)

from guanjia.config.settings import *  # noqa: E402 - the data folder must be named first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
ACCOUNT_RATE_LIMITS = False
# Every test client loads the middleware anew; without this each would read the list of static files again.
WHITENOISE_AUTOREFRESH = not BESIDE
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": f"{TEST_DATA}/test.sqlite3"}
