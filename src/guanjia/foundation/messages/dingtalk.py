"""钉钉: messages and log-in by an in-house application, and its group robots."""

from typing import Any
from urllib.parse import unquote_plus, urlencode

from guanjia.foundation.messages.calling import ChannelDown, call
from guanjia.foundation.messages.gateways import DINGTALK_API, Line
from guanjia.foundation.messages.rules.signing import robot_sign
from guanjia.foundation.messages.tokens import checked, with_token

AUTHORIZE = "https://login.dingtalk.com/oauth2/auth"


def fetch_token(line: Line) -> tuple[str, int]:
    """A new access token and its seconds to live."""
    body = {"appKey": line.text("app_key"), "appSecret": line.text("secret")}
    answer = call(line, "POST", "/v1.0/oauth2/accessToken", origin=_api(line), body=body)
    if "accessToken" not in answer:
        raise ChannelDown(f"no token: {answer.get('code', '')} {answer.get('message', '')}")
    return str(answer["accessToken"]), int(answer.get("expireIn", 7200))


def send_text(line: Line, userid: str, text: str) -> None:
    """Send a work notice to one member. Raises ChannelDown."""

    def ask(token: str) -> dict[str, Any]:
        body = {
            "agent_id": int(line.text("agent_id") or 0),
            "userid_list": userid,
            "msg": {"msgtype": "text", "text": {"content": text[:2000]}},
        }
        path = "/topapi/message/corpconversation/asyncsend_v2"
        return call(line, "POST", path, params={"access_token": token}, body=body)

    with_token(line, fetch_token, ask)


def login_url(line: Line, redirect: str, state: str) -> str:
    """Where the browser is sent to log in."""
    fields = {
        "redirect_uri": redirect, "response_type": "code", "client_id": line.text("app_key"), "scope": "openid",
        "state": state, "prompt": "consent",
    }  # fmt: skip
    return f"{line.text('authorize') or AUTHORIZE}?{urlencode(fields)}"


def who(line: Line, code: str) -> str:
    """The userid behind a log-in code; empty for somebody who is no member. Raises ChannelDown."""
    body = {"clientId": line.text("app_key"), "clientSecret": line.text("secret"), "code": code}
    body |= {"grantType": "authorization_code"}
    granted = call(line, "POST", "/v1.0/oauth2/userAccessToken", origin=_api(line), body=body)
    if "accessToken" not in granted:
        raise ChannelDown(f"the code was refused: {granted.get('message', '')}")
    headers = {"x-acs-dingtalk-access-token": str(granted["accessToken"])}
    union = call(line, "GET", "/v1.0/contact/users/me", origin=_api(line), headers=headers).get("unionId", "")

    def ask(token: str) -> dict[str, Any]:
        return call(line, "POST", "/topapi/user/getbyunionid", params={"access_token": token}, body={"unionid": union})

    found = with_token(line, fetch_token, ask).get("result") or {}
    return str(found.get("userid", ""))


def send_robot(line: Line, token: str, secret: str, text: str, timestamp_ms: int) -> None:
    """Say one line in a group. Raises ChannelDown."""
    params = {"access_token": token, "timestamp": str(timestamp_ms)}
    params["sign"] = unquote_plus(robot_sign(secret, timestamp_ms))
    body = {"msgtype": "text", "text": {"content": text}}
    checked(call(line, "POST", "/robot/send", params=params, body=body))


def _api(line: Line) -> str:
    return line.text("api_origin") or DINGTALK_API
