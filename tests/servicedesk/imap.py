"""An IMAP server of one mailbox, as little as a client needs (RFC 3501)."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class OneBox(socketserver.StreamRequestHandler):
    """Speaks LOGIN, SELECT, UID SEARCH UNSEEN, UID FETCH, UID STORE, EXPUNGE, LOGOUT."""

    def handle(self) -> None:
        box: dict[int, bytes] = self.server.mails  # type: ignore[attr-defined]
        seen: set[int] = self.server.seen  # type: ignore[attr-defined]
        self.wfile.write(b"* OK here\r\n")
        for line in self.rfile:
            tag, _, said = line.decode().strip().partition(" ")
            word = said.upper()
            if word.startswith("CAPABILITY"):
                self.say("* CAPABILITY IMAP4rev1")
            elif word.startswith("LOGIN") and "secret" not in said:
                self.say(f"{tag} NO wrong")
                continue
            elif word.startswith("SELECT"):
                self.say(f"* {len(box)} EXISTS")
            elif word.startswith("UID SEARCH"):
                self.say("* SEARCH " + " ".join(str(key) for key in box if key not in seen))
            elif word.startswith("UID FETCH"):
                key = int(word.split()[2])
                self.wfile.write(
                    f"* 1 FETCH (UID {key} BODY[]<0> {{{len(box[key])}}}\r\n".encode() + box[key] + b")\r\n"
                )
            elif word.startswith("UID STORE"):
                key = int(re.findall(r"\d+", said)[0])
                seen.add(key)
                if "\\DELETED" in word:
                    box.pop(key)
            self.say(f"{tag} OK done")
            if word.startswith("LOGOUT"):
                return

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def serving(mails: dict[int, bytes]) -> Iterator[tuple[str, set[int]]]:
    """Its address, and which mails are seen."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), OneBox) as server:
        server.daemon_threads = True
        server.mails, server.seen = mails, set()  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"imap://desk:secret@127.0.0.1:{server.server_address[1]}/INBOX", server.seen  # type: ignore[attr-defined]
        server.shutdown()
