"""The web server answers pages, bodies, files and streams in one process, and ends when it is told to."""

import signal
import ssl
import threading
import time
from pathlib import Path

import httpx
import pytest
from django.contrib.auth import get_user_model
from tools.certificate import main as make_certificate

from tests.harness.house import House, served

LOGIN = "/accounts/login/"


def typed_in(client: httpx.Client, **fields: str) -> httpx.Response:
    """What the log-in form answers."""
    client.get(LOGIN)
    token = client.cookies["csrftoken"]
    return client.post(LOGIN, data={**fields, "csrfmiddlewaretoken": token}, headers={"Referer": str(client.base_url)})


def test_form_reaches_the_page_and_keeps_what_was_typed(house: House) -> None:
    with httpx.Client(base_url=house.url) as client:
        answer = typed_in(client, login="nobody-here", password="wrong")
    assert answer.status_code == 200
    assert "nobody-here" in answer.text


def test_right_password_opens_the_door(house: House) -> None:
    get_user_model().objects.create_user(username="anna", password="right")
    with httpx.Client(base_url=house.url) as client:
        assert typed_in(client, login="anna", password="right").status_code == 302
        assert "sessionid" in client.cookies


def test_large_body_arrives_whole_or_is_refused_by_a_page_not_by_a_break(house: House) -> None:
    with httpx.Client(base_url=house.url, timeout=60) as client:
        assert typed_in(client, login="x", password="y" * 5_000_000).status_code == 200


def test_static_file_of_a_module_is_served(house: House) -> None:
    page = httpx.get(f"{house.url}/static/ui/dist/manifest.json")
    assert page.status_code == 200, "is the front end built? ./run setup"


def test_unknown_address_is_not_found_and_live_is_not_a_page(house: House) -> None:
    assert httpx.get(f"{house.url}/no-such-page").status_code == 404
    assert httpx.get(f"{house.url}/live/no-such-thing").status_code == 404
    assert httpx.get(f"{house.url}/lively").status_code == 404


def test_pages_answer_beside_each_other(house: House) -> None:
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda: statuses.append(httpx.get(house.url + LOGIN, timeout=60).status_code))
        for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 20


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("interface", ["asgi", "wsgi"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_server_ends_when_told_with_all_its_processes(interface: str, number: signal.Signals) -> None:
    with served("--interface", interface, "--workers", "2") as house:
        begun = time.monotonic()
        house.process.send_signal(number)
        assert house.process.wait(15) == 0
        assert time.monotonic() - begun < 10
        with pytest.raises(httpx.ConnectError):
            httpx.get(house.url + LOGIN)


@pytest.mark.django_db(transaction=True)
def test_server_speaks_tls_with_its_own_certificate(tmp_path: Path) -> None:
    make_certificate([str(tmp_path), "127.0.0.1"])
    options = ["--tls-cert", str(tmp_path / "cert.pem"), "--tls-key", str(tmp_path / "key.pem")]
    with served(*options, tls=True) as house:
        trusted = ssl.create_default_context(cafile=tmp_path / "cert.pem")
        answer = httpx.get(house.url + LOGIN, verify=trusted)
        assert answer.status_code == 200
        assert "secure" in answer.headers["set-cookie"].lower()


def test_certificate_is_kept_while_it_fits_and_renewed_for_another_address(tmp_path: Path) -> None:
    make_certificate([str(tmp_path), "192.0.2.10"])
    first = (tmp_path / "cert.pem").read_bytes()
    make_certificate([str(tmp_path), "192.0.2.10"])
    assert (tmp_path / "cert.pem").read_bytes() == first
    make_certificate([str(tmp_path), "192.0.2.11"])
    assert (tmp_path / "cert.pem").read_bytes() != first
    assert (tmp_path / "key.pem").stat().st_mode & 0o777 == 0o600
