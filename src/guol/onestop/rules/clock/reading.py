"""What happened to a dossier, read from its events: the facts of its clock."""

from collections.abc import Iterable
from datetime import datetime

from guol.kernel.event import Event
from guol.onestop.events import (
    DossierAccepted,
    DossierDecided,
    DossierLodged,
    DossierRefused,
    DossierWithdrawn,
    SupplementAccepted,
    SupplementRequested,
)
from guol.onestop.events.bundle import BundleFinished
from guol.onestop.events.correcting import DossierReopened, DuplicateLinked
from guol.onestop.events.timing import (
    ApologyGiven,
    DossierMovedToVersion,
    DossierStopped,
    ExcludedPeriodBegun,
    ExcludedPeriodEnded,
    ExtensionAgreed,
    VerificationAsked,
)
from guol.onestop.rules.clock.facts import (
    AGREED,
    APOLOGISED,
    COUNTER,
    ENTRY,
    ONLINE,
    Ask,
    Excluded,
    Facts,
    Postponed,
)

PAD = "pad"  # how a paper receipt that was typed in later is marked
ENDS = (
    BundleFinished,
    DossierDecided,
    DossierRefused,
    DossierStopped,
    DossierWithdrawn,
    DuplicateLinked,
)


def facts_of(
    events: Iterable[Event],
    *,
    received_at: datetime | None = None,
    areas: frozenset[str] = frozenset(),
) -> Facts:
    """Return the facts of a dossier from the events that count.

    ``received_at`` stands for an acceptance that is about to be written. Raises ``ValueError``
    for a dossier that was never accepted.
    """
    told = list(events)
    lodged = next((each for each in told if isinstance(each, DossierLodged)), None)
    accepted = next((each for each in told if isinstance(each, DossierAccepted)), None)
    at = accepted.received_at if accepted else received_at
    if at is None:
        raise ValueError("the dossier was not accepted")
    asks = asks_of(told)
    verified = (each.act.at for each in told if isinstance(each, VerificationAsked))
    channel = lodged.channel if lodged else COUNTER
    counted_from = accepted.counted_from if accepted else None
    if accepted is None and lodged is not None and channel == ONLINE:
        counted_from = whole_since(lodged.act.at, asks)
    return Facts(
        received_at=at,
        counted_from=counted_from,
        channel=channel,
        is_written=accepted is not None and accepted.reception == PAD,
        asks=asks,
        verified_at=next(verified, None),
        excluded=_excluded(told),
        localities=frozenset(accepted.localities if accepted else ()),
        areas=areas,
        postponed=_postponed(told),
        closed=tuple(
            (each.closed_at, each.act.at)
            for each in told
            if isinstance(each, DossierReopened) and each.due is not None
        ),
        ended_at=_ended_at(told),
        case=_case(told),
    )


def _case(told: Iterable[Event]) -> str:
    """Return the case of the version that the dossier is under now."""
    cases = [
        each.case for each in told if isinstance(each, DossierAccepted | DossierMovedToVersion)
    ]
    return cases[-1] if cases else ""


def asks_of(told: Iterable[Event]) -> tuple[Ask, ...]:
    """Return what was asked for, each with the instant when it came."""
    requests: dict[str, SupplementRequested] = {}
    given: dict[str, datetime] = {}
    for each in told:
        if isinstance(each, SupplementRequested):
            requests[each.request] = each
        elif isinstance(each, SupplementAccepted):
            given[each.request] = each.given_at or each.act.at
    return tuple(
        Ask(stage=each.stage, effect=each.effect, at=each.act.at, given_at=given.get(key))
        for key, each in requests.items()
    )


def whole_since(lodged_at: datetime, asks: Iterable[Ask]) -> datetime:
    """Return when a file lodged online was whole: what lacked at entry came later (D13)."""
    came = [each.given_at for each in asks if each.stage == ENTRY and each.given_at]
    return max([lodged_at, *came])


def _ended_at(told: Iterable[Event]) -> datetime | None:
    """Return when the dossier ended, None while it is open; reopened, it has not ended."""
    ended = None
    for each in told:
        if isinstance(each, ENDS):
            ended = each.act.at
        elif isinstance(each, DossierReopened):
            ended = None
    return ended


def _excluded(told: Iterable[Event]) -> tuple[Excluded, ...]:
    found: list[Excluded] = []
    for each in told:
        if isinstance(each, ExcludedPeriodBegun):
            found.append(Excluded(kind=each.kind, since=each.act.at))
        elif isinstance(each, ExcludedPeriodEnded) and found:
            last = found.pop()
            found.append(Excluded(kind=last.kind, since=last.since, until=each.act.at))
    return tuple(found)


def _postponed(told: Iterable[Event]) -> tuple[Postponed, ...]:
    kinds = {ApologyGiven: APOLOGISED, ExtensionAgreed: AGREED}
    return tuple(
        Postponed(kind=kinds[type(each)], at=each.act.at, until=each.due)
        for each in told
        if isinstance(each, ApologyGiven | ExtensionAgreed)
    )
