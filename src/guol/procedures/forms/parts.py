"""The parts of a version as the editor shows them: what each is called, and its boxes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from guol.procedures.forms.boxes import (
    Box,
    Choice,
    Day,
    Length,
    Lines,
    Long,
    Number,
    Pairs,
    Path,
    Rule,
    Tick,
    Ticks,
)
from guol.procedures.rules.drafting import Row, rows_of

CERTAINTIES: Mapping[str, object] = {
    "unverified": _("not held against the law yet"),
    "seen": _("held against the text of the law"),
    "search_only": _("known from elsewhere only"),
}
KINDS: Mapping[str, object] = {
    "text": _("a line of text"),
    "long_text": _("several lines"),
    "person_name": _("a person's name"),
    "partial_date": _("a day, month or year, as far as known"),
    "date": _("a day"),
    "choice": _("one of a list"),
    "choices": _("several of a list"),
    "number": _("a whole number"),
    "money": _("an amount in đồng"),
    "yes_no": _("yes or no"),
    "phone": _("a telephone number"),
    "email": _("an e-mail address"),
    "citizen_number": _("a citizen's number"),
    "place": _("a place"),
}
OF_PERSON: Mapping[str, object] = {
    "name": _("name"),
    "born": _("born on"),
    "sex": _("sex"),
    "ethnic_group": _("ethnic group"),
    "nationality": _("nationality"),
    "citizen_number": _("citizen's number"),
    "address": _("address"),
    "phone": _("telephone"),
    "email": _("e-mail"),
}
WAYS: Mapping[str, object] = {
    "online": _("online"),
    "counter": _("at the counter"),
    "post": _("by post"),
    "visit": _("at the applicant's home"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a version as the editor shows it: one page, or a list with a page a row.

    ``place`` is the list in the version, empty for the version itself; ``title`` names the
    part, ``one`` a row of it.
    """

    slug: str
    place: str
    title: object
    columns: tuple[Box, ...]
    is_list: bool = False
    one: object = ""
    about: object = ""

    def shown(self, row: Mapping[str, Any]) -> tuple[str, str]:
        """Return by what a list shows a row: what it is called, and what else helps."""
        name = next((str(row[key]) for key in SHOWN if row.get(key)), "")
        said = {box.name: box.said for box in self.columns}
        more = (said[key](str(row[key])) for key in MORE_SHOWN if row.get(key) and key in said)
        return name, " · ".join(more)


SHOWN = ("label", "what", "name", "case", "ground", "key")
MORE_SHOWN = ("step", "kind", "when", "applies")
_CERTAINTY = Choice(name="certainty", label=_("Certainty"), of=CERTAINTIES, usual="unverified")
_SOURCE = Box(name="source", label=_("Source: the text and article that say so"))
_WHEN = Rule(
    name="when",
    label=_("Only when"),
    hint=_('A rule, such as: child_sex = "male" and has(father_name). Empty: always.'),
)

GENERAL = Part(
    slug="chung",
    place="",
    title=_("What it is"),
    columns=(
        Box(name="name", label=_("Name of the procedure"), is_wanted=True),
        Box(
            name="code",
            label=_("Code"),
            is_wanted=True,
            hint=_("As in the national database: 1.001193."),
        ),
        Box(name="field", label=_("Field"), is_wanted=True),
        Day(name="valid_from", label=_("In force from")),
        Day(name="valid_to", label=_("In force until, that day not counted")),
        Path(name="competence", label=_("Agencies it travels through")),
        Ticks(
            name="ways", label=_("How it may be lodged"), of=WAYS, usual="online counter post"
        ),
        Box(name="result", label=_("Result")),
        Box(
            name="result_template",
            label=_("Document of the result"),
            hint=_("The name of a template; empty: the office writes it itself."),
        ),
        Box(name="outside_number", label=_("Number that another system gives")),
        Box(
            name="route",
            label=_("System that decides"),
            usual="ours",
            hint=_("“ours” where the offices here decide."),
        ),
        Lines(name="subject_fields", label=_("Questions that name whom it is about")),
        Long(name="condition", label=_("Conditions, in words")),
        Lines(name="sources", label=_("Legal texts, one a line")),
        Lines(name="doubts", label=_("What was not held against the law, one a line")),
        _CERTAINTY,
    ),
)
LIMIT = Part(
    slug="thoi-han",
    place="",
    title=_("How long it may take"),
    columns=(
        Length(name="limit", label=_("Limit")),
        Length(name="verify_limit", label=_("Limit when another agency must be asked")),
        Number(name="duty_days", label=_("Days within which one has to come")),
        Lines(
            name="duty_fields",
            label=_("Questions from whose day these are counted"),
        ),
    ),
)
FEE = Part(
    slug="phi",
    place="fee",
    title=_("What it costs"),
    columns=(
        Number(
            name="amount_vnd",
            label=_("Amount in đồng"),
            hint=_("Empty: not known. 0: nothing."),
        ),
        Number(name="copy_vnd", label=_("For each extract more, in đồng")),
        Rule(
            name="formula",
            label=_("Formula"),
            hint=_("Where it is more than the amount: 10000 + 8000 * copies."),
        ),
        Box(name="per", label=_("Counted per")),
        Long(name="exempt", label=_("Who pays nothing, in words")),
        Box(name="note", label=_("Text that sets the amount")),
        _CERTAINTY,
    ),
)
FIELDS = Part(
    slug="cau-hoi",
    place="fields",
    title=_("Questions of the form"),
    one=_("Question"),
    is_list=True,
    columns=(
        Box(name="label", label=_("Question as people read it"), is_wanted=True),
        Box(
            name="name",
            label=_("Key"),
            is_wanted=True,
            hint=_("Small letters, digits and _; rules name it so."),
        ),
        Box(name="section", label=_("Section of the form")),
        Choice(name="kind", label=_("Answered by"), of=KINDS, usual="text"),
        Pairs(
            name="choices",
            label=_("List to choose from"),
            hint=_("One a line: male = Nam"),
        ),
        Tick(name="is_required", label=_("Must be answered")),
        Box(name="hint", label=_("Hint below it")),
        Box(name="initial", label=_("Answered beforehand with")),
        _WHEN,
        Rule(name="required_when", label=_("Must be answered only when")),
        Box(name="group", label=_("Stands in the repeated group")),
        Choice(
            name="known",
            label=_("Taken over from what is known of the person"),
            of=OF_PERSON,
        ),
        Tick(name="is_past", label=_("No day still to come")),
        Number(name="least", label=_("Least")),
        Number(name="most", label=_("Most")),
        _CERTAINTY,
        _SOURCE,
    ),
)
GROUPS = Part(
    slug="nhom",
    place="groups",
    title=_("Repeated groups of questions"),
    one=_("Group"),
    is_list=True,
    columns=(
        Box(name="label", label=_("What one row is called"), is_wanted=True),
        Box(name="name", label=_("Key"), is_wanted=True),
        Number(name="least", label=_("Rows at least"), usual="1"),
        Number(name="most", label=_("Rows at most"), usual="10"),
    ),
)
PAPERS = Part(
    slug="giay-to",
    place="papers",
    title=_("Papers"),
    one=_("Paper"),
    is_list=True,
    columns=(
        Box(name="name", label=_("Name of the paper"), is_wanted=True),
        Box(name="key", label=_("Key"), hint=_("Only where a rule asks about it.")),
        Number(name="original", label=_("Originals"), usual="0"),
        Number(name="copy", label=_("Copies"), usual="0"),
        Tick(name="is_shown_only", label=_("Is only shown")),
        Tick(name="is_form", label=_("Is the form itself")),
        Tick(name="is_for_one_request", label=_("Is written for this one request")),
        Length(name="valid", label=_("Counts how long after it was given out")),
        Rule(name="applies", label=_("Only when")),
        Box(name="when", label=_("Only when, in words")),
        Choice(name="certainty", label=_("Certainty"), of=CERTAINTIES),
        _SOURCE,
    ),
)
STEPS = Part(
    slug="buoc",
    place="steps",
    title=_("Way through the offices"),
    one=_("Step"),
    is_list=True,
    columns=(
        Box(name="step", label=_("Number of the step"), hint=_("B1, B2 …")),
        Box(name="what", label=_("What is done"), is_wanted=True),
        Choice(name="role", label=_("Post that does it")),
        Choice(
            name="agency",
            label=_("Agency"),
            hint=_("Empty: the one that decides."),
        ),
        Number(
            name="working_minutes",
            label=_("Minutes allowed"),
            hint=_("A working day has 480."),
        ),
        _WHEN,
        Tick(name="needs_original", label=_("Needs the paper itself")),
        Box(name="note", label=_("Note")),
        Choice(name="certainty", label=_("Certainty"), of=CERTAINTIES),
        _SOURCE,
    ),
)
RIGHTS = Part(
    slug="dieu-kien",
    place="requirements",
    title=_("Who has a right to it"),
    one=_("Condition"),
    is_list=True,
    columns=(
        Box(name="label", label=_("Condition as people read it"), is_wanted=True),
        Box(name="name", label=_("Key"), is_wanted=True),
        Rule(name="when", label=_("Holds when")),
        Long(name="otherwise", label=_("What to do where it does not hold")),
        Tick(name="is_binding", label=_("Nothing is lodged online against it")),
        _CERTAINTY,
        _SOURCE,
    ),
)
BRANCHES = Part(
    slug="truong-hop",
    place="branches",
    title=_("Cases with another limit"),
    one=_("Case"),
    is_list=True,
    columns=(
        Box(name="case", label=_("Case"), is_wanted=True),
        Rule(name="when", label=_("Holds when")),
        Length(name="limit", label=_("Limit")),
        Length(name="verify_limit", label=_("Limit when another agency must be asked")),
        _CERTAINTY,
        _SOURCE,
    ),
)
EXEMPTIONS = Part(
    slug="mien-phi",
    place="fee.exemptions",
    title=_("Who pays nothing"),
    one=_("Ground"),
    is_list=True,
    columns=(
        Box(name="label", label=_("Ground as people read it"), is_wanted=True),
        Box(name="ground", label=_("Key")),
        _WHEN,
        Box(name="paper", label=_("Key of the paper that has to be seen")),
        _CERTAINTY,
        _SOURCE,
    ),
)
PARTS = (
    GENERAL,
    FIELDS,
    GROUPS,
    PAPERS,
    RIGHTS,
    STEPS,
    LIMIT,
    BRANCHES,
    FEE,
    EXEMPTIONS,
)
OF = {part.slug: part for part in PARTS}


def row_typed(part: Part, data: Any, before: Mapping[str, Any]) -> Row:
    """Return what the draft keeps of what was sent; keys that have no box here stay."""
    row: Row = dict(before)
    for box in part.columns:
        value = box.read(data)
        if box.is_usual(value):
            row.pop(box.name, None)
        else:
            row[box.name] = value
    return row


def rows_shown(part: Part, told: Mapping[str, Any]) -> Sequence[tuple[int, str, str]]:
    """Return the rows of a list as the page of the draft shows them: number, name, more."""
    return [(at, *part.shown(row)) for at, row in enumerate(rows_of(told, part.place))]


def part_of(place: str) -> tuple[Part, str, str]:
    """Return the part in which a place lies, the number of the row, and what of it.

    >>> part_of("fields.3.when")[0].slug, part_of("fields.3.when")[1:]
    ('cau-hoi', ('3', 'when'))
    """
    for part in sorted(PARTS, key=lambda each: -len(each.place)):
        if part.place and (place == part.place or place.startswith(f"{part.place}.")):
            rest = place.removeprefix(part.place).lstrip(".")
            if not part.is_list:
                return part, "", rest
            number, _dot, what = rest.partition(".")
            return part, number, what
    head = place.partition(".")[0]
    is_limit = any(head == each.name for each in LIMIT.columns)
    return (LIMIT if is_limit else GENERAL), "", place
