"""Every action that is journalled on something with a history has words there, or leads to a state that has."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import guanjia
from guanjia.conference.models import NoteKind
from guanjia.ui import deeds

ROOT = Path(guanjia.__file__).parent
KINDS = {
    "EVENT": "conference.event",
    "BLOCK": "conference.block",
    "FAULT": "conference.fault",
    "COMPLAINT": "conference.complaint",
    "ITEM": "custody.item",
    "ORDER": "servicedesk.work_order",
    "REQUEST": "servicedesk.request",
    "CARD": "cards.card",
    "VISIT": "visitors.visit",
    "RECORD": "papers.record",
    "HANDOVER": "watch.handover",
}
COMPUTED = {
    ("arrange.py", "BLOCK"): {"plan", "replan", "withdraw"},
    ("duty_papers.py", "BLOCK"): {"duty_paper.print", "duty_paper.void"},
    ("invitations.py", "EVENT"): {"guest.tell_again"},
    ("noting.py", "ITEM"): {
        *("assign", "unknown", "wrong_code", "lock", "unlock"),
        *("locker_full", "locker_offline", "into_locker", "out_of_locker"),
    },
    ("programme_sessions.py", "EVENT"): {"cancel_session", "move_session"},
    ("proofs.py", "EVENT"): {"names.read", "names.confirm"},
    ("service.py", "BLOCK"): {f"note.{kind}" for kind in NoteKind},
    ("sessions.py", "EVENT"): {"cancel_session", "reopen_session"},
    ("wishes.py", "EVENT"): {"wish.add", "wish.drop"},
}
"""What the files that compute the name of an action may write; one that is not named here fails the test."""


@cache
def journalled() -> tuple[tuple[str, str, ast.expr], ...]:
    """(file, constant of the kind, action) of every record that does not name the state it leads to."""
    return tuple(_journalled())


def _journalled() -> Iterator[tuple[str, str, ast.expr]]:
    for path in sorted(ROOT.rglob("*.py")):
        if "record" not in (text := path.read_text("utf-8")):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"record", "record_many"}:
                given = {each.arg: each.value for each in node.keywords}
                kind = given.get("subject_kind") or given.get("subject")
                name = ast.unparse(kind.elts[0] if isinstance(kind, ast.Tuple) else kind) if kind else ""
                if name.rpartition(".")[2] in KINDS and "to_state" not in given:
                    yield path.name, name.rpartition(".")[2], given["action"]


def written() -> set[tuple[str, str]]:
    """(kind, action) of all of them."""
    found = set()
    for file, kind, action in journalled():
        names = {action.value} if isinstance(action, ast.Constant) else COMPUTED.get((file, kind), {f"? {file}"})
        found |= {(KINDS[kind], str(name)) for name in names}
    return found


@pytest.mark.parametrize(("kind", "action"), sorted(written()))
def test_an_action_has_words_in_the_history(kind: str, action: str) -> None:
    assert action in deeds.HIDDEN or action in deeds.words_of(kind)


def test_the_sweep_sees_the_house() -> None:
    assert len(written()) > 40
    assert {kind for kind, _action in written()} >= {"conference.event", "conference.block", "custody.item"}
    assert COMPUTED.keys() <= {
        (file, kind) for file, kind, action in journalled() if not isinstance(action, ast.Constant)
    }
