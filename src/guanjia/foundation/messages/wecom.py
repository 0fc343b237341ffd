"""企业微信: messages and log-in by a self-built application (自建应用)."""

from typing import Any
from urllib.parse import urlencode

from guanjia.foundation.messages.calling import ChannelDown, call
from guanjia.foundation.messages.gateways import Line
from guanjia.foundation.messages.tokens import checked, with_token

AUTHORIZE = "https://open.weixin.qq.com/connect/oauth2/authorize"
MOST_BYTES = 2000


def fetch_token(line: Line) -> tuple[str, int]:
    """A new access token and its seconds to live."""
    params = {"corpid": line.text("corp_id"), "corpsecret": line.text("secret")}
    answer = checked(call(line, "GET", "/cgi-bin/gettoken", params=params))
    return str(answer["access_token"]), int(answer.get("expires_in", 7200))


def send_text(line: Line, userid: str, text: str) -> None:
    """Send to one member. Raises ChannelDown, also when the service does not know the member."""

    def ask(token: str) -> dict[str, Any]:
        body = {
            "touser": userid,
            "msgtype": "text",
            "agentid": int(line.text("agent_id") or 0),
            "text": {"content": text.encode()[:MOST_BYTES].decode(errors="ignore")},
            "enable_duplicate_check": 1,
        }
        return call(line, "POST", "/cgi-bin/message/send", params={"access_token": token}, body=body)

    answer = with_token(line, fetch_token, ask)
    if answer.get("invaliduser"):
        raise ChannelDown("the member is unknown or has left")


def login_url(line: Line, redirect: str, state: str) -> str:
    """Where the browser is sent to log in."""
    fields = {
        "appid": line.text("corp_id"), "redirect_uri": redirect, "response_type": "code", "scope": "snsapi_base",
        "state": state, "agentid": line.text("agent_id"),
    }  # fmt: skip
    return f"{line.text('authorize') or AUTHORIZE}?{urlencode(fields)}#wechat_redirect"


def who(line: Line, code: str) -> str:
    """The userid behind a log-in code; empty for somebody who is no member. Raises ChannelDown."""

    def ask(token: str) -> dict[str, Any]:
        return call(line, "GET", "/cgi-bin/auth/getuserinfo", params={"access_token": token, "code": code})

    return str(with_token(line, fetch_token, ask).get("userid", ""))
