"""The throw-away servers work, keep their promises of durability and leave nothing behind."""

import psycopg
import pytest
import redis

from tests.harness.postgres import postgres
from tests.harness.programs import Missing, find_program
from tests.harness.redis import redis_server


def test_missing_program_is_named() -> None:
    with pytest.raises(Missing, match="no-such-program"):
        find_program("no-such-program", "/usr/lib/*/bin")


@pytest.mark.redis
def test_redis_serves_this_machine_only_and_ends(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.config_get("bind") == {"bind": "127.0.0.1"}


def test_redis_is_gone_after_its_block() -> None:
    try:
        with redis_server() as url:
            pass
    except Missing as missing:
        pytest.skip(str(missing))
    with pytest.raises(redis.ConnectionError), redis.Redis.from_url(url) as client:
        client.ping()


def test_postgres_keeps_fsync_and_is_gone_after_its_block() -> None:
    try:
        with postgres() as url, psycopg.connect(url) as connection:
            assert connection.execute("SHOW fsync").fetchone() == ("on",)
            assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)
    except Missing as missing:
        pytest.skip(str(missing))
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)
