"""What is e-mailed to a client who left an address, in the client's language (CONF-015)."""

from datetime import datetime

from guanjia.conference.models import ClientLink, Event, Intake
from guanjia.foundation.messages.public import Template, write_out
from guanjia.kernel.words import gettext_noop as N_

TEMPLATES = {
    ClientLink.Kind.NEEDS: Template(
        "conference.client_needs",
        N_("{number} {title}: please confirm what you need"),
        N_(
            "Good day! We have written down what you need. Please look at it and confirm it, or tell us what is "
            "different. The link works once, until {until}."
        ),
        personal=False,
    ),
    ClientLink.Kind.SCHEME: Template(
        "conference.client_scheme",
        N_("{number} {title}: our scheme and budget"),
        N_(
            "Good day! Our scheme and budget are ready. Please accept them or send them back with a comment. "
            "The link works once, until {until}."
        ),
        personal=False,
    ),
    ClientLink.Kind.CHANGE: Template(
        "conference.client_change",
        N_("{number} {title}: something changes"),
        N_(
            "Good day! Something of your meeting changes. Please look at it and tell us whether you agree. "
            "The link works once, until {until}."
        ),
        personal=False,
    ),
    ClientLink.Kind.PURCHASE: Template(
        "conference.client_purchase",
        N_("{number} {title}: what we bought for you"),
        N_(
            "Good day! What you asked us to buy is here. Please tell us whether it is as you wished. "
            "The link works once, until {until}."
        ),
        personal=False,
    ),
}
APPROVED = Template(
    "conference.client_approved",
    N_("{number} {title}: approved"),
    N_("Good day! Your application has been approved under number {approval}."),
    personal=False,
)
DECLINED = Template(
    "conference.client_declined",
    N_("{number} {title}: declined"),
    N_("Good day! Your application has been declined: {reason}"),
    personal=False,
)


def mail_link(*, link: ClientLink, token: str, expires_at: datetime) -> None:
    """E-mail the link to the client, if there is an address, and remember the message in the link."""
    event = link.event
    facts = {"number": event.ref, "title": event.title, "until": expires_at}
    link.message_id = write_out(
        site=event.site,
        address=event.contact_email,
        template=TEMPLATES[ClientLink.Kind(link.kind)].code,
        context=facts,
        secret_link=f"/p/a/{token}/",
        language=language_of(event),
    )
    link.save(update_fields=["message_id"])


def mail_decision(*, event: Event, approved: bool, number: str, reason: str) -> None:
    """Tell the applicant how the office decided."""
    write_out(
        site=event.site,
        address=event.contact_email,
        template=(APPROVED if approved else DECLINED).code,
        context={"number": event.ref, "title": event.title, "approval": number, "reason": reason},
        language=language_of(event),
    )


def language_of(event: Event) -> str:
    """The language that the client asked in; "" for the house's own."""
    return Intake.objects.filter(event=event).values_list("language", flat=True).first() or ""
