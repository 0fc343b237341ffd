"""The connection: a transaction waits for its turn before BEGIN IMMEDIATE.

SQLite has one writer at a time, and whoever finds it busy sleeps and asks again, longer each time: of fifty writers the
unlucky ones wait for seconds while newcomers pass them. Threads of one process can do better, and then the busy
handler is left with other processes only. What is guarded stays guarded by SQLite: a turn that is lost costs fairness
and nothing else.
"""

from typing import Any

from django.db.backends.sqlite3 import base

from guanjia.config.sqlite3.turns import Turns, turns_of


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with turns."""

    _turn: Turns | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._end_turn()
        turns = turns_of(str(self.settings_dict["NAME"]))
        if turns.take():
            self._turn = turns
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> Any:
        try:
            return super()._commit()
        finally:
            self._end_turn()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()
        finally:
            self._end_turn()

    def _close(self) -> Any:
        try:
            return super()._close()
        finally:
            self._end_turn()

    def _end_turn(self) -> None:
        turns, self._turn = self._turn, None
        if turns is not None:
            turns.give()
