"""The side doors of the dossier page that move its promise."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from django.forms import BaseForm
from django.utils.translation import gettext as _

from guol.kernel.clock import legal_day
from guol.kernel.event import Event
from guol.onestop.actions import (
    agree_extension,
    apologise,
    ask_verification,
    begin_excluded_period,
    end_excluded_period,
    move_due,
    move_to_version,
    stop_dossier,
)
from guol.onestop.events.timing import ApologyGiven, VerificationAsked
from guol.onestop.forms.timing import (
    EndExcludedForm,
    ExcludedForm,
    MoveForm,
    NewDayForm,
    NewVersionForm,
    StopForm,
    VerificationForm,
    allowed,
)
from guol.onestop.queries.promises import hit_of
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.clock import exclusion_of
from guol.onestop.rules.route import why_not_moved
from guol.onestop.views.pressing import Press, pressed
from guol.procedures.api import Version, version_on

ASK, BEGIN, END, SORRY, AGREE, STOP, MOVE, NEWER = (
    "xac-minh",
    "khong-tinh",
    "tinh-tiep",
    "xin-loi",
    "gia-han",
    "dung",
    "doi-ngay",
    "phien-ban",
)
_DOORS: dict[str, tuple[type[BaseForm], Callable[..., str], Callable[[], str]]] = {
    ASK: (
        VerificationForm,
        ask_verification,
        lambda: _("Noted: the longer limit holds."),
    ),
    BEGIN: (
        ExcludedForm,
        begin_excluded_period,
        lambda: _("Noted: this time is not counted."),
    ),
    END: (EndExcludedForm, end_excluded_period, lambda: _("Noted: the clock runs again.")),
    SORRY: (
        NewDayForm,
        apologise,
        lambda: _("The new day is noted; the letter is being made."),
    ),
    AGREE: (NewDayForm, agree_extension, lambda: _("The agreed day is noted.")),
    STOP: (StopForm, stop_dossier, lambda: _("Stopped; the notice is being made.")),
    MOVE: (MoveForm, move_due, lambda: _("The promise is moved; the applicant is told.")),
    NEWER: (
        NewVersionForm,
        move_to_version,
        lambda: _("It goes on under the new version; the applicant is told."),
    ),
}
CLOCK_PRESSES = {
    door: Press(form=form, verb=pressed(verb), done=done)
    for door, (form, verb, done) in _DOORS.items()
}


def clock_doors(
    card: DossierCard, of: Version, events: Sequence[Event], *, now: datetime, seen: int
) -> Iterator[tuple[str, str, BaseForm]]:
    """Yield what may move the promise of a dossier that is under way: door, title, form."""
    start = {"seen": seen}
    if not card.parent:  # a part of a linked request has the promise of the whole
        yield from _left_out_doors(card, of, start)
        if card.due is not None and now < card.due:
            yield from _in_time_doors(card, of, {type(each) for each in events}, start)
        if hit := hit_of(card, of, events, now):
            title = _("The calendar was completed: work the promise out anew")
            yield MOVE, title, MoveForm(initial={**start, "cause": hit.cause})
        if newer := _newer_version(card, of, now):
            title = _("Go on under %(version)s, which is in force") % {"version": newer}
            yield NEWER, title, NewVersionForm(initial=start)
    yield STOP, _("Stop the work, with a notice"), StopForm(initial=start)


def _left_out_doors(
    card: DossierCard, of: Version, start: dict[str, int]
) -> Iterator[tuple[str, str, BaseForm]]:
    """Yield the door by which time begins, or ends, that the limit leaves out."""
    kinds = [each.kind for each in of.timing.exclusions]
    left_out = [each for each in kinds if exclusion_of(of, each, card.channel) is not None]
    if card.paused_at is not None:
        yield END, _("The time left out is over"), EndExcludedForm(initial=start)
    elif left_out:
        yield BEGIN, _("Time begins that is not counted"), allowed(left_out, initial=start)


def _in_time_doors(
    card: DossierCard, of: Version, kinds: set[type[Event]], start: dict[str, int]
) -> Iterator[tuple[str, str, BaseForm]]:
    """Yield the doors that are open before the promised moment alone."""
    if of.verify_limit is not None and VerificationAsked not in kinds:
        yield ASK, _("Another agency has to be asked"), VerificationForm(initial=start)
    if card.paused_at is not None:
        return
    if ApologyGiven not in kinds:
        yield SORRY, _("Apologise with a new day (form 04)"), NewDayForm(initial=start)
    if of.timing.agreement is not None:
        yield AGREE, _("The applicant agrees to a later day"), NewDayForm(initial=start)


def _newer_version(card: DossierCard, of: Version, now: datetime) -> str:
    """Return the later version that the dossier could go on under, nothing for none."""
    found = version_on(of.code, legal_day(now))
    if found is None or found.valid_from <= of.valid_from or not card.step:
        return ""
    return "" if why_not_moved(of, found, card.step) else found.key
