"""Whether the clock of a version can run: stages, time left out, more time. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from guol.kernel.errors import Reason
from guol.procedures.events import (
    APPLICANT,
    ARRIVAL,
    EXCLUDED,
    NONE,
    PAUSE,
    POSTMARK,
    RESTART,
    Version,
)
from guol.procedures.rules import MINUTES_OF_A_DAY, EndsBeforeItBegins
from guol.procedures.rules.flaws import (
    UNITS,
    Flaw,
    Known,
    NothingThere,
    NotPositive,
    UnknownAgency,
    length_flaws,
    minutes_of,
    twice,
)

EFFECTS, STARTS, CHANNELS = (PAUSE, RESTART, NONE), (ARRIVAL, POSTMARK), (1, 2, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotInTheList(Reason):
    """Something else than what can be chosen."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoHourOfADay(Reason):
    """An hour that no day has; ``minute`` counts from midnight."""

    minute: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StageElsewhere(Reason):
    """A stage at an agency that the procedure does not go through."""

    stage: str
    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantsTimeCounted(Reason):
    """The applicant's own time counted as if an office took it."""

    stage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StagesTooLong(Reason):
    """The stages together take longer than the procedure may."""

    hours: int
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotShorter(Reason):
    """A limit that a province is said to have shortened, and that is longer."""

    area: str
    hours: int
    limit: int


def clock_flaws(version: Version, known: Known) -> Iterator[Flaw]:
    """Find what contradicts itself in how the clock of a version runs."""
    timing = version.timing
    yield from _one_of("timing.entry_effect", timing.entry_effect, EFFECTS)
    yield from _one_of("timing.appraisal_effect", timing.appraisal_effect, EFFECTS)
    yield from _one_of("timing.postal_start", timing.postal_start, STARTS)
    if not 0 <= timing.cut_off_minute <= MINUTES_OF_A_DAY:
        reason = NoHourOfADay(minute=timing.cut_off_minute)
        yield Flaw(place="timing.cut_off_minute", reason=reason)
    if timing.agreement:
        yield from length_flaws("timing.agreement", timing.agreement)
    yield from _stages(version, known)
    yield from _exclusions(version)
    yield from _localities(version)
    yield from _shortened(version)


def _one_of(place: str, value: str, known: Collection[str]) -> Iterator[Flaw]:
    if value not in known:
        yield Flaw(place=place, reason=NotInTheList(value=value))


def _stages(version: Version, known: Known) -> Iterator[Flaw]:
    stages = version.timing.stages
    yield from twice("timing.stages", "key", [each.key for each in stages])
    for number, stage in enumerate(stages):
        at = f"timing.stages.{number}"
        if not stage.key.strip():
            yield Flaw(place=f"{at}.key", reason=NothingThere(what="key"))
        if reason := _why_not_there(stage.key, stage.agency, version, known):
            yield Flaw(place=f"{at}.agency", reason=reason)
        if stage.agency == APPLICANT and stage.is_counted:
            reason = ApplicantsTimeCounted(stage=stage.key)
            yield Flaw(place=f"{at}.is_counted", reason=reason)
        yield from length_flaws(f"{at}.limit", stage.limit)
    taken = sum(minutes_of(each.limit) for each in stages if each.is_counted)
    if version.limit and version.limit.unit in UNITS and taken > minutes_of(version.limit):
        limit = minutes_of(version.limit) // 60
        yield Flaw(place="timing.stages", reason=StagesTooLong(hours=taken // 60, limit=limit))


def _why_not_there(stage: str, agency: str, version: Version, known: Known) -> Reason | None:
    if not agency:
        return NothingThere(what="agency")
    if agency == APPLICANT:
        return None
    if known.agencies and agency not in known.agencies:
        return UnknownAgency(agency=agency)
    if version.competence and agency not in version.competence:
        return StageElsewhere(stage=stage, agency=agency)
    return None


def _exclusions(version: Version) -> Iterator[Flaw]:
    for number, each in enumerate(version.timing.exclusions):
        at = f"timing.exclusions.{number}"
        yield from _one_of(f"{at}.kind", each.kind, EXCLUDED)
        for channel in each.channels:
            if channel not in CHANNELS:
                yield Flaw(place=f"{at}.channels", reason=NotInTheList(value=str(channel)))
        if each.most_days is not None and each.most_days < 1:
            reason = NotPositive(what=each.what or each.kind, value=each.most_days)
            yield Flaw(place=f"{at}.most_days", reason=reason)


def _localities(version: Version) -> Iterator[Flaw]:
    places = version.timing.localities
    yield from twice("timing.localities", "flag", [each.flag for each in places])
    for number, each in enumerate(places):
        at = f"timing.localities.{number}"
        if not each.flag.strip():
            yield Flaw(place=f"{at}.flag", reason=NothingThere(what="flag"))
        yield from length_flaws(f"{at}.more", each.more)


def _shortened(version: Version) -> Iterator[Flaw]:
    for number, each in enumerate(version.timing.shortened):
        at = f"timing.shortened.{number}"
        if not each.area.strip():
            yield Flaw(place=f"{at}.area", reason=NothingThere(what="area"))
        for what, usual in (("limit", version.limit), ("verify_limit", version.verify_limit)):
            own = getattr(each, what)
            if own is None:
                continue
            yield from length_flaws(f"{at}.{what}", own)
            if usual is not None and minutes_of(own) > minutes_of(usual):
                hours, limit = minutes_of(own) // 60, minutes_of(usual) // 60
                reason = NotShorter(area=each.area, hours=hours, limit=limit)
                yield Flaw(place=f"{at}.{what}", reason=reason)
        if each.valid_from and each.valid_to and each.valid_to <= each.valid_from:
            yield Flaw(place=f"{at}.valid_to", reason=EndsBeforeItBegins(key=each.area))
