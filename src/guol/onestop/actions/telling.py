"""Messages to the applicant: what happened, what comes next, where to look."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from guol.kernel.event import Event, Origin
from guol.kernel.text import plain
from guol.notices.api import send_mail
from guol.onestop.events import (
    DossierAccepted,
    DossierDecided,
    DossierLodged,
    DossierRefused,
    SupplementAccepted,
    SupplementRequested,
)
from guol.onestop.queries import dossier, secret_to_print
from guol.onestop.rules.cards import DossierCard
from guol.people.api import desk_name
from guol.procedures.api import version

LANGUAGE_OF_MAILS = "vi"


def tell_applicant(event: Event, origin: Origin) -> None:
    """Send the message that belongs to an event; none without an address, one per origin."""
    card = dossier(event.stream)
    if card is None or not card.email:
        return
    with translation.override(LANGUAGE_OF_MAILS):
        lines = _lines(event, card)
        if not lines:
            return
        subject = _("%(name)s: %(procedure)s") % {
            "name": card.name,
            "procedure": version(card.version).name,
        }
        body = "\n\n".join([*lines, *_foot(card)])
    send_mail(
        to=card.email, subject=subject, body=body, key=f"{origin}/mail", matter=card.stream
    )


def _lines(event: Event, card: DossierCard) -> list[str]:
    """Return what the event means for the applicant."""
    where = desk_name(card.receiving)
    if isinstance(event, DossierLodged):
        due = plain(event.answer_due) if event.answer_due else ""
        return [
            _("We have your dossier, lodged as %(name)s.") % {"name": card.reference},
            _("%(where)s answers by %(due)s at the latest.") % {"where": where, "due": due},
        ]
    if isinstance(event, DossierAccepted):
        return [
            _("Your dossier was accepted. Its number is %(name)s.") % {"name": event.number},
            _("The result is due %(due)s, at %(where)s.")
            % {"due": plain(event.due), "where": where},
        ]
    if isinstance(event, SupplementRequested):
        wanted = [f"- {each.name}: {each.reason}" for each in event.wanted]
        return [
            _("Something is missing in your dossier:"),
            "\n".join(wanted),
            _("Send it from the page below, or bring it to %(where)s. The clock stands still.")
            % {"where": where},
        ]
    if isinstance(event, SupplementAccepted):
        due = plain(card.promised) if card.promised else ""
        return [_("What was missing is there. Now due: %(due)s.") % {"due": due}]
    if isinstance(event, DossierRefused):
        return [
            _("Your dossier was not accepted: %(why)s") % {"why": event.reason},
            event.way_on,
        ]
    if isinstance(event, DossierDecided):
        return [
            _("Your result is ready. Collect it at %(where)s, with your receipt.")
            % {"where": where}
        ]
    return []


def _foot(card: DossierCard) -> list[str]:
    page = settings.GUOL_ADDRESS + reverse("onestop:follow")
    secret = secret_to_print(card)
    if not secret:
        return [_("Follow your dossier: %(page)s") % {"page": page}]
    return [
        _("Follow your dossier: %(page)s\nNumber: %(name)s\nSecret code: %(secret)s")
        % {"page": page, "name": card.name, "secret": secret}
    ]
