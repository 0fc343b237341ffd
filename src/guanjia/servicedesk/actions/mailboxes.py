"""Where e-mails wait: a Maildir that the mail server of the house fills, or a mailbox on an IMAP server."""

import imaplib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from guanjia.foundation.sites.public import Site, site_now
from guanjia.servicedesk.actions.mailing import own_addresses, take_mail
from guanjia.servicedesk.rules.mail import read_mail
from guanjia.servicedesk.rules.requests import MailOutcome

log = logging.getLogger(__name__)
LARGEST = 30 * 1024 * 1024
MOST_A_TURN = 100
SECONDS = 20


class BadMailbox(ValueError):
    """The address is none of a mailbox, or it does not answer; the text says why."""


class Mailbox(Protocol):
    """Mails that wait. `done` takes one out of the waiting ones; `forget` also destroys it there."""

    def waiting(self) -> Iterator[tuple[str, bytes]]: ...

    def done(self, key: str, *, forget: bool) -> None: ...

    def leave(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Maildir:
    """A Maildir: what lies in new/ waits, what was taken lies in cur/ as seen."""

    path: Path

    def waiting(self) -> Iterator[tuple[str, bytes]]:
        """Oldest first; what is larger than 30 MB is read to that point."""
        files = sorted((self.path / "new").iterdir(), key=lambda each: (each.stat().st_mtime, each.name))
        for file in files[:MOST_A_TURN]:
            with file.open("rb") as opened:
                yield file.name, opened.read(LARGEST)

    def done(self, key: str, *, forget: bool) -> None:
        """As the mail server itself would: by one rename."""
        file = self.path / "new" / key
        if forget:
            file.unlink(missing_ok=True)
        else:
            file.rename(self.path / "cur" / f"{key}:2,S")

    def leave(self) -> None:
        """There is nobody to say goodbye to."""


class Imap:
    """A folder on an IMAP server: what is unseen waits."""

    def __init__(self, host: str, port: int, secure: bool, login: tuple[str, str], folder: str) -> None:
        try:
            kind = imaplib.IMAP4_SSL if secure else imaplib.IMAP4
            self._box = kind(host, port, timeout=SECONDS)
            self._box.login(*login)
            answer, _data = self._box.select(folder)
        except (OSError, imaplib.IMAP4.error) as error:
            raise BadMailbox(str(error)) from error
        if answer != "OK":
            raise BadMailbox(folder)

    def waiting(self) -> Iterator[tuple[str, bytes]]:
        """In the order they came."""
        _answer, data = self._box.uid("SEARCH", "UNSEEN")
        for key in (data[0] or b"").split()[:MOST_A_TURN]:
            _answer, parts = self._box.uid("FETCH", key.decode(), f"(BODY.PEEK[]<0.{LARGEST}>)")
            found = next((part[1] for part in parts if isinstance(part, tuple)), None)
            if found is not None:
                yield key.decode(), bytes(found)

    def done(self, key: str, *, forget: bool) -> None:
        """Marked as seen, or taken away."""
        self._box.uid("STORE", key, "+FLAGS", r"(\Seen \Deleted)" if forget else r"(\Seen)")
        if forget:
            self._box.expunge()

    def leave(self) -> None:
        """Good manners towards the server."""
        self._box.logout()


def open_mailbox(address: str) -> Mailbox:
    """The mailbox at maildir:/path or imaps://user:password@host/folder (imap:// without TLS). Raises BadMailbox."""
    parts = urlsplit(address)
    if parts.scheme == "maildir":
        path = Path(parts.path)
        if not (path / "new").is_dir() or not (path / "cur").is_dir():
            raise BadMailbox(f"no Maildir at {path}")
        return Maildir(path)
    if parts.scheme in {"imap", "imaps"} and parts.hostname:
        secure = parts.scheme == "imaps"
        login = unquote(parts.username or ""), unquote(parts.password or "")
        folder = unquote(parts.path.strip("/")) or "INBOX"
        return Imap(parts.hostname, parts.port or (993 if secure else 143), secure, login, folder)
    raise BadMailbox("maildir:/path or imaps://user:password@host/folder")


def fetch_mail(*, site: Site, box: Mailbox) -> dict[str, int]:
    """Take what waits in a mailbox; how many by outcome. One that breaks stays there and does not hold up the others."""
    counts: dict[str, int] = {}
    own = own_addresses()
    try:
        for key, raw in box.waiting():
            outcome = _take_one(site, box, key, raw, own)
            counts[outcome] = counts.get(outcome, 0) + 1
    finally:
        box.leave()
    return counts


def _take_one(site: Site, box: Mailbox, key: str, raw: bytes, own: frozenset[str]) -> str:
    try:
        row = take_mail(site=site, mail=read_mail(raw, own), at=site_now(site))
    except Exception:  # whatever a stranger sends must not stop the next one's leak from being heard
        log.exception("an e-mail to %s could not be taken", site.code)
        return "broken"
    box.done(key, forget=row.outcome == MailOutcome.MARKED)
    return str(row.outcome)
