"""Video services that operators run: known by their addresses, read out of a pasted invitation, entered with a link of one's own.

No Django and no network: what is signed here, the operator's own server checks (Jitsi's token, BigBlueButton's checksum, a relay's
password that ends by itself).
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode, urlsplit

from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_

GOOD_FOR = timedelta(minutes=2)
"""A link into a room of one's own server opens it so long: who forwards it forwards nothing."""
RELAY_FOR = timedelta(hours=6)
LONGEST_TEXT = 4000


class Service(Word):
    """A service that carries picture and voice outside the house."""

    TENCENT = "tencent", N_("Tencent Meeting")
    WECOM = "wecom", N_("WeCom meeting")
    DINGTALK = "dingtalk", N_("DingTalk meeting")
    FEISHU = "feishu", N_("Feishu meeting")
    HUAWEI = "huawei", N_("Huawei Cloud meeting")
    ZOOM = "zoom", N_("Zoom")
    TEAMS = "teams", N_("Microsoft Teams")
    OTHER = "other", N_("Another service")


HOSTS: dict[Service, tuple[str, ...]] = {
    Service.TENCENT: ("meeting.tencent.com", "voovmeeting.com"),
    Service.WECOM: ("work.weixin.qq.com",),
    Service.DINGTALK: ("dingtalk.com",),
    Service.FEISHU: ("feishu.cn", "larksuite.com"),
    Service.HUAWEI: ("meeting.huaweicloud.com", "bmeeting.huaweicloud.com"),
    Service.ZOOM: ("zoom.us", "zoom.com", "zoom.com.cn", "zoom.cn"),
    Service.TEAMS: ("teams.microsoft.com", "teams.live.com"),
}
ADDRESS = re.compile(r"https?://[^\s<>\"'，。；、（）【】]+", re.IGNORECASE)
NUMBER = re.compile(
    r"(?:会议号|会议\s?ID|会议号码|腾讯会议|入会号|Meeting\s?(?:ID|number))\s*[:：#]?\s*#?\s*((?:\d[ \-]?){8,12}\d)",
    re.IGNORECASE,
)
PASSWORD = re.compile(r"(?:入会密码|会议密码|密码|口令|Passcode|Password)\s*[:：]\s*([A-Za-z0-9]{3,20})", re.IGNORECASE)


@dataclass(frozen=True)
class Invitation:
    """What an invitation says: the address, and the number with the password for who dials in by hand."""

    service: Service
    url: str
    code: str = ""


def service_of(url: str) -> Service:
    """Whose address this is; OTHER for one that nobody of the list uses, or that is none. A host that only looks alike is no
    host of theirs."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:  # brackets that hold no number, signs of another script that turn into / ? or :
        return Service.OTHER
    for service, ends in HOSTS.items():
        if any(host == end or host.endswith(f".{end}") for end in ends):
            return service
    return Service.OTHER


def read_invitation(text: str) -> Invitation | None:
    """The address, number and password of a pasted invitation; None where no address of a meeting is in it.

    The first address of a known service goes before any other: mails carry links to maps and help pages too.
    """
    text = text[:LONGEST_TEXT]
    found = [match.rstrip(".,;)") for match in ADDRESS.findall(text)]
    url = next((each for each in found if service_of(each) is not Service.OTHER), found[0] if found else "")
    if not url:
        return None
    number, password = NUMBER.search(text), PASSWORD.search(text)
    parts = ["-".join(_grouped(re.sub(r"\D", "", number[1])))] if number else []
    return Invitation(service_of(url), url, " / ".join([*parts, password[1]] if password else parts))


def _grouped(digits: str) -> list[str]:
    """By threes, the last group with what is left: 123-456-789, 123-456-7890."""
    groups = [digits[:3], digits[3:6], digits[6:]]
    return [group for group in groups if group]


class Own(Word):
    """A server that the operator runs."""

    RELAY = "relay", N_("Relay of the house's video room (TURN)")
    JITSI = "jitsi", N_("Jitsi Meet")
    BBB = "bbb", N_("BigBlueButton")


@dataclass(frozen=True)
class Guest:
    """Who enters: a number and a name; `leads` may mute others."""

    key: int
    name: str
    leads: bool = False


def room_name(secret: str, ref: str) -> str:
    """The name of the meeting's room on the server: nobody who knows the number of the meeting guesses it."""
    digest = hmac.new(secret.encode(), ref.encode(), hashlib.sha256).hexdigest()[:20]
    return re.sub(r"[^a-z0-9]+", "-", f"{ref}-{digest}".lower()).strip("-")


def jitsi_link(*, address: str, app: str, secret: str, room: str, guest: Guest, now: datetime) -> str:
    """The way into a Jitsi room for this person, by a token that the server checks with the same secret (HS256)."""
    claims = {
        "aud": "jitsi", "iss": app, "sub": "*", "room": room,
        "nbf": int(now.timestamp()) - 10, "exp": int((now + GOOD_FOR).timestamp()),
        "context": {"user": {"id": str(guest.key), "name": guest.name, "moderator": "true" if guest.leads else "false"}},
    }  # fmt: skip
    body = f"{_part({'alg': 'HS256', 'typ': 'JWT'})}.{_part(claims)}"
    sealed = _plain(hmac.new(secret.encode(), body.encode(), hashlib.sha256).digest())
    return f"{address.rstrip('/')}/{quote(room)}?jwt={body}.{sealed}"


def _part(data: Mapping[str, object]) -> str:
    return _plain(json.dumps(data, separators=(",", ":"), ensure_ascii=False).encode())


def _plain(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def bbb_call(address: str, secret: str, call: str, told: Mapping[str, str]) -> str:
    """A call of BigBlueButton's interface with its checksum (SHA-256 over name, query and the shared secret)."""
    query = urlencode(told)
    sealed = hashlib.sha256(f"{call}{query}{secret}".encode()).hexdigest()
    return f"{address.rstrip('/')}/{call}?{query}&checksum={sealed}"


def relay_key(secret: str, who: int, now: datetime) -> tuple[str, str]:
    """User name and password for a relay that shares a secret with the house (coturn: use-auth-secret); both end after six hours."""
    user = f"{int((now + RELAY_FOR).timestamp())}:{who}"
    sealed = hmac.new(secret.encode(), user.encode(), hashlib.sha1).digest()
    return user, base64.b64encode(sealed).decode()
