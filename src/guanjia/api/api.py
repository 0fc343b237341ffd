"""The API as a whole: /api/v1/."""

from ninja import NinjaAPI

from guanjia.api.entering import TokenBearer
from guanjia.api.errors import install
from guanjia.api.idempotency import once
from guanjia.api.routes import blocks, checkin, duties, events, journal, orders, places, requests, sessions

api = NinjaAPI(
    title="Guanjia",
    version="1",
    description="Conference centres and properties. Send a token as Authorization: Bearer.",
    urls_namespace="api_v1",
    auth=TokenBearer(),
    docs_url=None,
)
install(api)
api.add_decorator(once)
for part in (places, events, sessions, blocks, duties, orders, requests, checkin, journal):
    api.add_router("", part.router)
