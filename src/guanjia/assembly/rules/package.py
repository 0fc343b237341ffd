"""The file that an outsider is given, and how it is checked: one zip, no database, no house (ADR 0106)."""

import base64
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography import x509

from guanjia.assembly.rules.record import (
    FOLDER,
    GUIDE,
    HEAD,
    JOURNAL,
    PEOPLE,
    STAMP,
    Finding,
    Flaw,
    check_parts,
    digest_of,
    erased,
)
from guanjia.assembly.rules.stamp import BadStamp, read_stamp

LONG_AGO = (2000, 1, 1, 0, 0, 0)
MOST_BYTES, MOST_FILES = 200_000_000, 100_000
TEXT = """Sealed record of a meeting / 会议封存记录

head.json     what the meeting was, and the SHA-256 of every file in parts/
parts/        minutes, agenda, papers (their SHA-256), speeches, questions, each motion with its votes, people
stamp.tst     time stamp (RFC 3161) over the SHA-256 of head.json, where an authority is set up
journal.json  the row of the house's journal that holds this SHA-256, and its way to the sealed root

Check everything with one command (needs no database):
    guanjia check-record THIS.zip [--authority ca.pem] [--root HEX] [--paper FILE ...]

Without Guanjia:
    find head.json parts -type f -exec sha256sum {} +   # compare with the list in head.json
    openssl ts -verify -in stamp.tst -token_in -data head.json -CAfile ca.pem
"""


Lead = Callable[[Mapping[str, Any], Mapping[str, Any]], str]


class NoRecord(ValueError):
    """The file is no such zip; the text says why, in English."""


@dataclass(frozen=True)
class Opened:
    """What is in the file."""

    head: str
    parts: dict[str, str]
    stamp: bytes
    journal: dict[str, Any]


@dataclass(frozen=True)
class Report:
    """What the check found. `stamped_at` is None without a time stamp that holds; `root` is the journal's root that it leads to."""

    findings: list[Finding]
    head: str
    meeting: dict[str, Any]
    erased: list[str]
    stamped_at: datetime | None
    signer: str
    trusted: bool
    root: str


def pack(head: str, parts: Mapping[str, str], stamp: str, journal: Mapping[str, Any] | None) -> bytes:
    """The zip; equal content gives equal bytes. `stamp` is base64, "" while there is none; `journal` None while not sealed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        files: dict[str, bytes] = {GUIDE: TEXT.encode(), HEAD: head.encode()}
        files |= {f"{FOLDER}{name}": text.encode() for name, text in sorted(parts.items())}
        if stamp:
            files[STAMP] = base64.b64decode(stamp)
        if journal is not None:
            files[JOURNAL] = json.dumps(journal, sort_keys=True, ensure_ascii=False, indent=1).encode()
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unpack(content: bytes) -> Opened:
    """Read the zip without writing a file anywhere. Raises NoRecord."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > MOST_BYTES:
                raise NoRecord("too large")
            if len({info.filename for info in infos}) < len(infos):
                raise NoRecord("a name stands twice in it")
            files = {info.filename: archive.read(info) for info in infos}
        parts = {name.removeprefix(FOLDER): data.decode() for name, data in files.items() if name.startswith(FOLDER)}
        others = set(files) - {GUIDE, HEAD, STAMP, JOURNAL} - {f"{FOLDER}{name}" for name in parts}
        if others:
            raise NoRecord(f"{min(others)} does not belong in it")
        journal = json.loads(files[JOURNAL]) if JOURNAL in files else {}
        return Opened(files[HEAD].decode(), parts, files.get(STAMP, b""), journal)
    except (
        zipfile.BadZipFile,
        KeyError,
        UnicodeDecodeError,
        ValueError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        if isinstance(error, NoRecord):
            raise
        raise NoRecord(str(error) or type(error).__name__) from None


def check(
    opened: Opened, lead: Lead, authorities: Sequence[x509.Certificate] = (), root: str = "",
    papers: Mapping[str, bytes] | None = None,
) -> Report:  # fmt: skip
    """Everything that can be checked without the house. `papers` are files said to have lain before the meeting.

    `lead(row, proof)` is the rule of the seal: the root that a journal's row leads to.
    """
    findings = check_parts(opened.head, opened.parts)
    if any(each.flaw is Flaw.FORM for each in findings):
        return Report(findings, digest_of(opened.head), {}, [], None, "", False, "")
    hashed = digest_of(opened.head)
    stamped_at, signer, trusted = None, "", False
    if opened.stamp:
        try:
            found = read_stamp(opened.stamp, bytes.fromhex(hashed), authorities)
            stamped_at, signer, trusted = found.at, found.signer, found.trusted
            if authorities and not trusted:
                findings.append(Finding(Flaw.UNTRUSTED, signer))
        except BadStamp as bad:
            findings.append(Finding(Flaw.STAMP, str(bad)))
    leads = _journal(opened.journal, hashed, root, lead, findings) if opened.journal else ""
    if root and not opened.journal:
        findings.append(Finding(Flaw.MISSING, JOURNAL))
    known = {row["sha256"] for row in json.loads(opened.parts.get("papers.json") or "[]")}
    for name, content in (papers or {}).items():
        if digest_of(content) not in known:
            findings.append(Finding(Flaw.PAPER, name))
    meeting = json.loads(opened.head)["meeting"]
    gone = [name.removeprefix(PEOPLE) for name in erased(opened.head, opened.parts)]
    return Report(findings, hashed, meeting, gone, stamped_at, signer, trusted, leads)


def _journal(journal: Mapping[str, Any], hashed: str, root: str, lead: Lead, findings: list[Finding]) -> str:
    """The root that the journal's row leads to; "" and a finding where it does not."""
    try:
        if journal["entry"]["changes"]["head"] != hashed:
            findings.append(Finding(Flaw.JOURNAL, "changes.head"))
            return ""
        leads, told = lead(journal["entry"], journal["proof"]), journal["proof"]["root"]
    except (KeyError, TypeError, ValueError):
        leads, told = "", ""
    if not leads or leads != told:
        findings.append(Finding(Flaw.JOURNAL, "entry"))
        return ""
    if root and root != leads:
        findings.append(Finding(Flaw.JOURNAL, "root"))
    return leads
