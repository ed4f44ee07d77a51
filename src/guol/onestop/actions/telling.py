"""Messages to the applicant: what happened, what comes next, where to look."""

from collections.abc import Callable
from typing import Any

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
    ResultReturned,
    SupplementAccepted,
    SupplementRequested,
)
from guol.onestop.events.timing import (
    ApologyGiven,
    DossierMovedToVersion,
    DossierStopped,
    DueMoved,
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
    """Return what the event means for the applicant; nothing for what they need not know."""
    say = LINES.get(type(event))
    return say(event, card, desk_name(card.receiving)) if say else []


def _lodged(event: DossierLodged, card: DossierCard, where: str) -> list[str]:
    due = plain(event.answer_due) if event.answer_due else ""
    return [
        _("We have your dossier, lodged as %(name)s.") % {"name": card.reference},
        _("%(where)s answers by %(due)s at the latest.") % {"where": where, "due": due},
    ]


def _accepted(event: DossierAccepted, card: DossierCard, where: str) -> list[str]:
    del card
    return [
        _("Your dossier was accepted. Its number is %(name)s.") % {"name": event.number},
        _("The result is due %(due)s, at %(where)s.")
        % {"due": plain(event.due), "where": where},
    ]


def _requested(event: SupplementRequested, card: DossierCard, where: str) -> list[str]:
    del card
    return [
        _("Something is missing in your dossier:"),
        "\n".join(f"- {each.name}: {each.reason}" for each in event.wanted),
        _("Send it from the page below, or bring it to %(where)s. The clock stands still.")
        % {"where": where},
    ]


def _supplemented(event: SupplementAccepted, card: DossierCard, where: str) -> list[str]:
    del event, where
    due = plain(card.promised) if card.promised else ""
    return [_("What was missing is there. Now due: %(due)s.") % {"due": due}]


def _refused(event: DossierRefused, card: DossierCard, where: str) -> list[str]:
    del card, where
    why = _("Your dossier was not accepted: %(why)s") % {"why": event.reason}
    return [why, event.way_on] if event.way_on else [why]


def _apologised(event: ApologyGiven, card: DossierCard, where: str) -> list[str]:
    del card, where
    return [
        _("We are sorry: your result cannot be ready by %(before)s, because: %(why)s")
        % {"before": plain(event.before), "why": event.reason},
        _("It will be ready by %(due)s.") % {"due": plain(event.due)},
    ]


def _stopped(event: DossierStopped, card: DossierCard, where: str) -> list[str]:
    del card, where
    why = _("Work on your dossier was stopped: %(why)s") % {"why": event.reason}
    return [why, event.way_on] if event.way_on else [why]


def _moved(event: DueMoved, card: DossierCard, where: str) -> list[str]:
    del card, where
    return [
        _("The day of your result moves from %(before)s to %(due)s, because: %(why)s")
        % {"before": plain(event.before), "due": plain(event.due), "why": event.cause}
    ]


def _moved_to_version(event: DossierMovedToVersion, card: DossierCard, where: str) -> list[str]:
    del card, where
    return [
        _("Your dossier goes on under the new rules of the procedure: %(why)s")
        % {"why": event.source},
        _("Your result is due at %(due)s; before, it was %(before)s.")
        % {"due": plain(event.due), "before": plain(event.before)},
    ]


def _decided(event: DossierDecided, card: DossierCard, where: str) -> list[str]:
    del event, card
    return [
        _("Your result is ready. Collect it at %(where)s, with your receipt.")
        % {"where": where}
    ]


def _sent(event: ResultReturned, card: DossierCard, where: str) -> list[str]:
    del card, where
    if not event.carrier:
        return []
    return [
        _("Your result was sent by %(carrier)s on %(day)s. Tracking number: %(tracking)s.")
        % {
            "carrier": event.carrier,
            "day": plain(event.sent_on) if event.sent_on else "",
            "tracking": event.tracking,
        }
    ]


LINES: dict[type[Event], Callable[[Any, DossierCard, str], list[str]]] = {
    DossierLodged: _lodged,
    DossierAccepted: _accepted,
    SupplementRequested: _requested,
    SupplementAccepted: _supplemented,
    DossierRefused: _refused,
    DossierDecided: _decided,
    ResultReturned: _sent,
    ApologyGiven: _apologised,
    DossierStopped: _stopped,
    DossierMovedToVersion: _moved_to_version,
    DueMoved: _moved,
}


def _foot(card: DossierCard) -> list[str]:
    page = settings.GUOL_ADDRESS + reverse("onestop:follow")
    secret = secret_to_print(card)
    if not secret:
        return [_("Follow your dossier: %(page)s") % {"page": page}]
    return [
        _("Follow your dossier: %(page)s\nNumber: %(name)s\nSecret code: %(secret)s")
        % {"page": page, "name": card.name, "secret": secret}
    ]
