"""Results that wait, go by post, or are kept: reminding, sending, archiving."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from guol.feed.api import append, desk_home, once, this_node
from guol.kernel.act import Act
from guol.kernel.clock import legal_day
from guol.kernel.errors import Reason, Refused
from guol.kernel.text import plain
from guol.notices.api import MailNotTaken, send_mail
from guol.onestop.actions.bundle import end_of_bundle
from guol.onestop.actions.ending import fees_settled
from guol.onestop.actions.matter import Matter, hand_of, matter_of, not_yours
from guol.onestop.events import Place, ResultReturned
from guol.onestop.events.returning import (
    CollectionReminded,
    LetterArrived,
    LetterCameBack,
    ResultArchived,
)
from guol.onestop.permits import may_keep, may_receive
from guol.onestop.queries.returning import Waiting, ready_between
from guol.onestop.rules.reasons import NoLetterUnderWay, NotAtThisStage, NotByPost
from guol.onestop.rules.returning import why_not_archived, why_not_that_day
from guol.onestop.rules.states import Business, Delivery
from guol.people.api import desk_name
from guol.procedures.api import version

LANGUAGE_OF_MAILS = "vi"
REMINDED_FOR = timedelta(days=14)  # a node that slept longer sends no old reminders
MOST_AT_ONCE = 50


@once
def send_result(
    act: Act,
    stream: str,
    *,
    seen: int,
    roles: frozenset[str],
    carrier: str,
    tracking: str,
    sent_on: date,
    address: str,
) -> str:
    """Give the result to the post; from then on the dossier counts as returned.

    Raises ``Refused`` where the version demands the person, while a fee is open, and for a
    day that has not come.
    """
    matter = _lying_here(act, stream, roles)
    card = matter.card
    if matter.version.is_in_person:
        raise Refused(NotByPost(applicant=card.applicant))
    _refuse(why_not_that_day(sent_on, legal_day(act.at)))
    settled = fees_settled(act, card)
    sent = ResultReturned(
        act=act,
        stream=stream,
        receiver=card.applicant,
        how="post",
        taken=matter.taken(matter.place, matter.place, act.at),
        carrier=carrier,
        tracking=tracking,
        sent_on=sent_on,
        address=address,
    )
    append(*settled, sent, *end_of_bundle(act, card, card.applicant), seen=seen)
    return stream


@once
def note_arrival(act: Act, stream: str, *, seen: int, roles: frozenset[str], on: date) -> str:
    """Note that the post handed the letter over."""
    _under_way(act, stream, roles, on)
    append(LetterArrived(act=act, stream=stream, on=on), seen=seen)
    return stream


@once
def note_return_of_letter(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], on: date, reason: str
) -> str:
    """Note that the letter came back: the result lies at the counter again."""
    matter = _under_way(act, stream, roles, on)
    last = matter.version.steps[-1]
    place = Place(step=last.step, role=last.role, desk=act.desk, what=last.what)
    back = LetterCameBack(act=act, stream=stream, on=on, reason=reason, place=place)
    append(back, seen=seen)
    return stream


@once
def remind_applicant(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], how: str, note: str
) -> str:
    """Note that somebody told the applicant of the result that lies here, and what was said."""
    card = _lying_here(act, stream, roles).card
    told = CollectionReminded(
        act=act, stream=stream, how=how, note=note, times=card.reminders + 1
    )
    append(told, seen=seen)
    return stream


@once
def archive_result(
    act: Act, stream: str, *, seen: int, roles: frozenset[str], reason: str
) -> str:
    """Give a result that nobody fetched to the archive; it can still be asked for.

    Raises ``Refused`` before the time of the office's rule is over.
    """
    card = _lying_here(act, stream, roles).card
    if card.delivery is Delivery.ARCHIVED:
        raise Refused(NotAtThisStage(number=card.name))
    today, rule_days = legal_day(act.at), settings.GUOL_ARCHIVE_AFTER_DAYS
    ready_on = legal_day(card.ended_at or act.at)
    _refuse(why_not_archived(ready_on, today, rule_days=rule_days, number=card.name))
    archived = ResultArchived(
        act=act,
        stream=stream,
        reason=reason,
        waited_days=(today - ready_on).days,
        rule_days=rule_days,
    )
    append(archived, seen=seen)
    return stream


def remind_by_mail(at: datetime) -> int:
    """Send a message for each result that has lain so long; returns how many were due.

    Each is sent once, by the node at which the holder's desk is at home. It is a message, not
    an act of the dossier: nobody has said yet that the applicant knows.
    """
    days = settings.GUOL_REMIND_AFTER_DAYS
    if not days:
        return 0
    last = at - timedelta(days=days)
    due = ready_between(last - REMINDED_FOR, last, limit=MOST_AT_ONCE)
    homes = {desk: desk_home(desk) for desk in {each.holder for each in due}}
    ours = [each for each in due if homes[each.holder] == this_node()]
    for each in ours:
        try:
            _mail(each)
        except MailNotTaken:  # counted with the message; the next chore tries again
            continue
    return len(ours)


def _mail(waiting: Waiting) -> None:
    with translation.override(LANGUAGE_OF_MAILS):
        where = desk_name(waiting.holder)
        ready = plain(waiting.ended_at) if waiting.ended_at else ""
        lines = [
            _("Your result of dossier %(name)s has been ready since %(ready)s.")
            % {"name": waiting.number, "ready": ready},
            _("Collect it at %(where)s, with your receipt and an identity paper.")
            % {"where": where},
            _("Follow your dossier: %(page)s")
            % {"page": settings.GUOL_ADDRESS + reverse("onestop:follow")},
        ]
        subject = _("%(name)s: %(procedure)s") % {
            "name": waiting.number,
            "procedure": version(waiting.version).name,
        }
    send_mail(
        to=waiting.email,
        subject=subject,
        body="\n\n".join(lines),
        key=waiting.mail_key,
        matter=waiting.stream,
    )


def _lying_here(act: Act, stream: str, roles: frozenset[str]) -> Matter:
    """Return the dossier whose result lies at the acting desk. Raises ``Refused`` otherwise."""
    matter = matter_of(stream)
    if not may_receive(matter.card, hand_of(act, roles)):
        raise not_yours(matter.card)
    if matter.card.business is not Business.DECIDED:
        raise Refused(NotAtThisStage(number=matter.card.name))
    return matter


def _under_way(act: Act, stream: str, roles: frozenset[str], on: date) -> Matter:
    matter = matter_of(stream)
    if not may_keep(matter.card, hand_of(act, roles)):
        raise not_yours(matter.card)
    if matter.card.delivery is not Delivery.SENT:
        raise Refused(NoLetterUnderWay(number=matter.card.name))
    _refuse(why_not_that_day(on, legal_day(act.at)))
    return matter


def _refuse(no: Reason | None) -> None:
    if no is not None:
        raise Refused(no)
