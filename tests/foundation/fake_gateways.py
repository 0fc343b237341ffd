"""A local stand-in for 企业微信, 钉钉, a text-message vendor: it checks tokens, secrets and signatures as the real ones do."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

SECRET = "the-secret-of-the-gateway"
CORP, APP_KEY, ACCESS_KEY = "ww1234", "dingkey", "LTAI-1"
MEMBERS = {"zhangsan": "code-of-zhangsan"}


@dataclass
class Fake:
    """What the service knows and was sent. `down` answers 503, `busy` a rate limit, `expire` refuses the token once."""

    origin: str = ""
    tokens: list[str] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    down: bool = False
    busy: bool = False
    expire: bool = False
    calls: list[str] = field(default_factory=list)

    def answer(
        self, method: str, path: str, query: dict[str, str], body: dict[str, Any], headers: Any
    ) -> tuple[int, Any]:
        self.calls.append(path)
        if self.down:
            return 503, {}
        doors = {
            "/cgi-bin/gettoken": self._wecom_token, "/cgi-bin/message/send": self._send,
            "/cgi-bin/auth/getuserinfo": self._wecom_who, "/v1.0/oauth2/accessToken": self._ding_token,
            "/topapi/message/corpconversation/asyncsend_v2": self._send, "/v1.0/oauth2/userAccessToken": self._ding_user,
            "/topapi/user/getbyunionid": self._ding_union, "/robot/send": self._robot,
        }  # fmt: skip
        if path in doors:
            return 200, doors[path](query, body)
        if path == "/v1.0/contact/users/me":
            return 200, {"unionId": "union-zhangsan"} if headers.get("x-acs-dingtalk-access-token") == "u-1" else {}
        if path in ("/sms/send", "/voice/call"):
            return 200, self._vendor(path, body, headers)
        return 404, {}

    def _token(self) -> str:
        self.tokens.append(f"token-{len(self.tokens) + 1}")
        return self.tokens[-1]

    def _refuses(self, query: dict[str, str]) -> dict[str, Any] | None:
        if self.busy:
            return {"errcode": 45009, "errmsg": "api freq out of limit"}
        if self.expire:
            self.expire = False
            return {"errcode": 42001, "errmsg": "access_token expired"}
        if not self.tokens or query.get("access_token") != self.tokens[-1]:
            return {"errcode": 40014, "errmsg": "invalid access_token"}
        return None

    def _wecom_token(self, query: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
        if query.get("corpid") != CORP or query.get("corpsecret") != SECRET:
            return {"errcode": 40001, "errmsg": "invalid credential"}
        return {"errcode": 0, "access_token": self._token(), "expires_in": 7200}

    def _ding_token(self, query: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
        good = body == {"appKey": APP_KEY, "appSecret": SECRET}
        return {"accessToken": self._token(), "expireIn": 7200} if good else {"code": "invalidClient"}

    def _send(self, query: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
        refusal = self._refuses(query)
        if refusal is None:
            self.sent.append(body)
        unknown = body.get("touser", body.get("userid_list")) not in MEMBERS
        return refusal or ({"errcode": 0, "invaliduser": body.get("touser")} if unknown else {"errcode": 0})

    def _wecom_who(self, query: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
        found = next((name for name, code in MEMBERS.items() if code == query.get("code")), "")
        return self._refuses(query) or (
            {"errcode": 0, "userid": found} if found else {"errcode": 40029, "errmsg": "code"}
        )

    def _ding_user(self, query: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
        good = body.get("clientSecret") == SECRET and body.get("code") in MEMBERS.values()
        return {"accessToken": "u-1", "expireIn": 7200} if good else {"code": "invalid", "message": "code"}

    def _ding_union(self, query: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
        known = body.get("unionid") == "union-zhangsan"
        return self._refuses(query) or {"errcode": 0, "result": {"userid": "zhangsan" if known else ""}}

    def _robot(self, query: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
        text = f"{query['timestamp']}\n{SECRET}".encode()
        wanted = base64.b64encode(hmac.new(SECRET.encode(), text, hashlib.sha256).digest()).decode()
        if query.get("sign") != wanted or query.get("access_token") != "ROBOT":
            return {"errcode": 310000, "errmsg": "sign not match"}
        self.sent.append(body)
        return {"errcode": 0}

    def _vendor(self, path: str, body: dict[str, Any], headers: Any) -> dict[str, Any]:
        calm = "&".join(f"{key}={body[key]}" for key in sorted(body))
        text = f"{headers['X-Timestamp']}\n{headers['X-Nonce']}\n{calm}".encode()
        if headers["X-Signature"] != hmac.new(SECRET.encode(), text, hashlib.sha256).hexdigest():
            return {"code": "SignatureDoesNotMatch"}
        if body["access_key"] != ACCESS_KEY or (path == "/sms/send" and body.get("signature") != "桂苑物业"):
            return {"code": "isv.SMS_SIGNATURE_ILLEGAL"}
        if self.busy:
            return {"code": "isv.BUSINESS_LIMIT_CONTROL"}
        self.sent.append(body | {"path": path})
        return {"code": "OK"}


@contextmanager
def fake_gateways() -> Iterator[Fake]:
    """A running stand-in on a free port of this machine."""
    fake = Fake()

    class Handler(BaseHTTPRequestHandler):
        def _any(self) -> None:
            parts = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            size = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(size) or b"{}")
            status, found = fake.answer(self.command, parts.path, query, body, self.headers)
            data = json.dumps(found).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = _any

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    fake.origin = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
