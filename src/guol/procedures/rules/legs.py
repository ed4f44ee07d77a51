"""A linked bundle (liên thông) taken apart and put together. Pure.

Each leg runs under a version of its own, made from the bundle and, where the catalogue has it,
from the leg's procedure. Its key names both, and both never change; so neither does it.
"""

from collections.abc import Mapping
from dataclasses import replace

from guol.procedures.events import Leg, RequiredPaper, Step, Version

BETWEEN = "#"  # bundle's version # leg # version of the leg's procedure
# For a leg whose steps nobody has published: hand-over, work, signature, return.
PATTERN = (
    Step(step="B1", role="one_stop", what="Tiếp nhận, chuyển hồ sơ liên thông"),
    Step(step="B2", role="officer", what="Thẩm định, giải quyết"),
    Step(step="B3", role="leader", what="Ký duyệt kết quả"),
    Step(step="B4", role="clerk_and_one_stop", what="Trả kết quả"),
)
OF_A_BUNDLE = (
    Step(step="B1", role="one_stop", what="Tiếp nhận hồ sơ liên thông"),
    Step(step="B2", role="one_stop", what="Trả kết quả các phần việc liên thông"),
)


def leg_key(bundle: str, leg: str, base: str = "") -> str:
    """Return the key of the version that a leg runs under.

    >>> leg_key("LT-KS@1", "birth", "1.001193@1")
    'LT-KS@1#birth#1.001193@1'
    """
    return BETWEEN.join(filter(None, (bundle, leg, base)))


def is_leg_key(key: str) -> bool:
    """Whether a version of this key is made from a bundle."""
    return BETWEEN in key


def read_leg_key(key: str) -> tuple[str, str, str]:
    """Return bundle, leg and the version of its procedure, which is empty where none is known.

    >>> read_leg_key("LT-KS@1#health_card")
    ('LT-KS@1', 'health_card', '')
    """
    bundle, _, rest = key.partition(BETWEEN)
    leg, _, base = rest.partition(BETWEEN)
    return bundle, leg, base


def leg_of(bundle: Version, key: str) -> Leg:
    """Return the leg of this name. Raises ``LookupError`` for one that the bundle has not."""
    found = next((each for each in bundle.legs if each.key == key), None)
    if found is None:
        raise LookupError(f"{bundle.key}: {key}")
    return found


def version_of_leg(bundle: Version, leg: Leg, base: Version | None) -> Version:
    """Return what the leg runs under: its limit, the steps of its procedure or a pattern."""
    key = leg_key(bundle.key, leg.key, base.key if base else "")
    if base is None or not base.steps:
        return Version(
            key=key,
            code=leg.code or f"{bundle.code}/{leg.key}",
            name=leg.what[:1].upper() + leg.what[1:],
            field=bundle.field,
            valid_from=bundle.valid_from,
            competence=(leg.agency,),
            limit=leg.limit,
            verify_limit=leg.verify_limit,
            steps=PATTERN,
            steps_kind="pattern",
            result=leg.what[:1].upper() + leg.what[1:],
            certainty=leg.certainty,
            outside_number=base.outside_number if base else "",
        )
    return replace(
        base,
        key=key,
        limit=leg.limit or base.limit,
        verify_limit=leg.verify_limit or base.verify_limit,
    )


def as_one(bundle: Version, bases: Mapping[str, Version]) -> Version:
    """Return the bundle as one is asked for it: one form, one list of papers, one fee.

    ``bases`` are the versions of its legs' procedures, by code. What an earlier leg hands to a
    later one is not asked for twice; what two legs ask for alike stands once.
    """
    known = [_asked(leg, bases[leg.code]) for leg in bundle.legs if leg.code in bases]
    fields = {each.name: each for of in reversed(known) for each in of.fields}
    ordered = {each.name: fields[each.name] for of in known for each in of.fields}
    papers: dict[str, RequiredPaper] = {}
    for of in known:
        for each in of.papers:
            papers.setdefault(each.name, each)
    first = known[0] if known else bundle
    return replace(
        bundle,
        competence=bundle.competence or (bundle.legs[0].agency,),
        fields=bundle.fields or tuple(ordered.values()),
        papers=bundle.papers or tuple(papers.values()),
        steps=bundle.steps or OF_A_BUNDLE,
        fee=first.fee,
        duty_days=bundle.duty_days or first.duty_days,
        duty_fields=bundle.duty_fields or first.duty_fields,
        subject_fields=bundle.subject_fields or first.subject_fields,
        form_set=first.form_set,
    )


def _asked(leg: Leg, base: Version) -> Version:
    """Return what a leg asks for: a later one has most of it from those before."""
    if not leg.after:
        return base
    return replace(
        base,
        fields=tuple(replace(each, is_required=False) for each in base.fields),
        papers=tuple(
            replace(each, when=each.when or "nếu khâu trước chưa có") for each in base.papers
        ),
    )
