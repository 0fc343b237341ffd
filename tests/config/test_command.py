"""The `guanjia` command before any of its commands runs."""

import pytest

from guanjia.config import command


def test_an_unknown_engine_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://host/name")
    monkeypatch.setattr("sys.argv", ["guanjia", "migrate"])
    with pytest.raises(SystemExit, match="guanjia: DATABASE_URL begins with 'mysql': sqlite or postgres is needed"):
        command.main()
