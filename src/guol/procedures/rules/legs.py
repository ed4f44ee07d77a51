"""A linked bundle (liên thông) taken apart and put together. Pure.

Each leg runs under a version of its own, made from the bundle and, where the catalogue has it,
from the leg's procedure. Its key names both, and both never change; so neither does it.
"""

from collections.abc import Mapping
from dataclasses import replace

from guol.kernel.terms import ALWAYS, Condition, Not, told_otherwise
from guol.procedures.events import Leg, Step, Version

BETWEEN = "#"  # bundle's version # leg # version of the leg's procedure
# For a leg whose steps nobody has published: hand-over, work, signature, return.
PATTERN = (
    Step(step="B1", role="one_stop", what="Tiếp nhận, chuyển hồ sơ liên thông"),
    Step(step="B2", role="officer", what="Thẩm định, giải quyết"),
    Step(step="B3", role="leader", what="Ký duyệt kết quả"),
    Step(step="B4", role="clerk_and_one_stop", what="Trả kết quả"),
)
NEVER = Not(of=ALWAYS)
WHERE_LACKING = "nếu khâu trước chưa có"
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
    later one, or the bundle's data map, is not asked for twice; what two legs ask for alike
    stands once. Questions and papers of the bundle itself come last.
    """
    known = [_asked(leg, bases[leg.code]) for leg in bundle.legs if leg.code in bases]
    fields = {each.name: each for of in reversed(known) for each in of.fields}
    ordered = {each.name: fields[each.name] for of in known for each in of.fields}
    ordered |= {each.name: each for each in bundle.fields}
    groups = {each.name: each for of in reversed(known) for each in of.groups}
    groups |= {each.name: each for each in bundle.groups}
    grouped = {each.group for each in ordered.values()}
    papers = {each.name: each for of in reversed(known) for each in of.papers}
    listed = {each.name: papers[each.name] for of in known for each in of.papers}
    listed |= {each.name: each for each in bundle.papers}
    first = known[0] if known else bundle
    return replace(
        bundle,
        competence=bundle.competence or tuple(each.agency for each in bundle.legs[:1]),
        fields=tuple(ordered.values()),
        groups=tuple(each for each in groups.values() if each.name in grouped),
        papers=tuple(listed.values()),
        steps=bundle.steps or OF_A_BUNDLE,
        fee=first.fee,
        duty_days=bundle.duty_days or first.duty_days,
        duty_fields=bundle.duty_fields or first.duty_fields,
        subject_fields=bundle.subject_fields or first.subject_fields,
        form_set=first.form_set,
    )


def _asked(leg: Leg, base: Version) -> Version:
    """Return what a leg asks for: not what the data map, nor what those before it hand on."""
    mapped = dict(leg.answers)
    names = {own: by for own, by in mapped.items() if by and not is_fixed(by)}
    fixed = {own: fixed_in(by) for own, by in mapped.items() if is_fixed(by)}
    is_later = bool(leg.after) and not leg.answers
    return replace(
        base,
        fields=tuple(
            replace(
                each,
                is_required=each.is_required and not is_later,
                when=_told(each.when, names, fixed),
                required_when=_told(each.required_when, names, fixed),
            )
            for each in base.fields
            if mapped.get(each.name, each.name) == each.name
            and _told(each.when, names, fixed) != NEVER
        ),
        papers=tuple(
            replace(
                each,
                when=each.when or (WHERE_LACKING if leg.after else ""),
                applies=_told(each.applies, names, fixed),
            )
            for each in base.papers
        ),
    )


def _told(term: Condition, names: Mapping[str, str], fixed: Mapping[str, str]) -> Condition:
    found = told_otherwise(term, names, fixed) if names or fixed else term
    return found if isinstance(found, Condition) else term


def is_fixed(by: str) -> bool:
    """Whether what answers a question is always the same: it stands between quotation marks.

    >>> is_fixed('"newborn"'), is_fixed("child_name"), is_fixed("")
    (True, False, False)
    """
    return by.startswith('"') and by.endswith('"') and len(by) > 2  # noqa: PLR2004  two marks


def fixed_in(by: str) -> str:
    """Return the answer that is always the same, without its marks."""
    return by[1:-1]


def answers_for(
    leg: Leg, of: Version, answers: Mapping[str, tuple[str, str]]
) -> tuple[tuple[str, str, str], ...]:
    """Return what a leg gets of the answers of the one form: name, label and text of each.

    ``of`` is what the leg runs under, ``answers`` are label and text by name. It gets what its
    own form asks for, under its own names, and what the data map; nothing else. What was not
    answered is not handed on.
    """
    mapped = dict(leg.answers)
    own = {each.name: each for each in of.fields}
    given: dict[str, tuple[str, str]] = {}
    for name, told in answers.items():
        plain = name.partition(".")[0]
        if plain in own and mapped.get(plain, plain) == plain:
            given[name] = told
    for name, by in leg.answers:
        if is_fixed(by) and name in own:
            given[name] = (own[name].label, own[name].in_words(fixed_in(by)))
        for asked, (label, text) in answers.items():
            plain, dot, row = asked.partition(".")
            if plain == by:
                given[f"{name}{dot}{row}"] = (own[name].label if name in own else label, text)
    ordered = sorted(given, key=lambda name: _place(name, own))
    return tuple((name, *given[name]) for name in ordered)


def _place(name: str, own: Mapping[str, object]) -> tuple[int, int]:
    plain, _dot, row = name.partition(".")
    number = int(row) if row.isdigit() else 0
    return (list(own).index(plain) if plain in own else len(own), number)


def papers_for(leg: Leg, of: Version, one: Version) -> frozenset[str]:
    """Return the names of the papers that a leg gets: its own, and those told."""
    told = set(leg.papers)
    also = {each.name for each in one.papers if {each.name, each.key} & told}
    return frozenset(also | {each.name for each in of.papers})
