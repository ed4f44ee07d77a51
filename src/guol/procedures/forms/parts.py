"""The parts of a version as the editor shows them: what each is called, and its boxes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from guol.procedures.events import (
    ARRIVAL,
    EXCLUDED,
    NONE,
    PAUSE,
    POSTMARK,
    RESTART,
    THREE_O_CLOCK,
)
from guol.procedures.forms.boxes import (
    NOTHING,
    SEPARATOR,
    Amounts,
    Box,
    Choice,
    Choices,
    Codes,
    Day,
    Handed,
    Length,
    Lines,
    Long,
    Minute,
    Number,
    Pairs,
    Path,
    Rule,
    Tick,
    Ticks,
    Waits,
)
from guol.procedures.rules.drafting import ORDER, Change, Row, key_from, rows_of, text_of

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
EFFECTS: Mapping[str, object] = {
    PAUSE: _("the clock stands still until it is there"),
    RESTART: _("the whole limit begins anew when it is there"),
    NONE: _("the clock runs on"),
}
LEFT_OUT: Mapping[str, object] = dict(
    zip(
        EXCLUDED,
        (
            _("post of a letter of verification"),
            _("public posting"),
            _("payment of taxes and charges"),
            _("expert examination"),
        ),
        strict=True,
    )
)
CHANNELS: Mapping[str, object] = {
    "1": _("at the counter"),
    "2": _("online"),
    "3": _("by post"),
}
POSTED_FROM: Mapping[str, object] = {
    ARRIVAL: _("the hour it arrives"),
    POSTMARK: _("the postmark"),
}
FORM_SETS: Mapping[str, object] = {
    "2018": _("forms of Circular 01/2018"),
    "2025": _("forms of Circular 03/2025"),
}
STEPS_FROM: Mapping[str, object] = {
    "source": _("the text of the law or of the authority"),
    "pattern": _("a usual pattern, not held against a text"),
    "unmarked": _("a text without its own hours"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a version as the editor shows it: one page, or a list with a page a row.

    ``place`` is the list in the version, empty for the version itself; ``title`` names the
    part, ``one`` a row of it. ``named`` are the key of a row, and what it is made from where
    nobody types one.
    """

    slug: str
    place: str
    title: object
    columns: tuple[Box, ...]
    is_list: bool = False
    one: object = ""
    about: object = ""
    named: tuple[str, str] = ("", "")

    @property
    def has_rules(self) -> bool:
        """Whether something in it is written as a rule."""
        return any(isinstance(each, Rule) for each in self.columns)

    def shown(self, row: Mapping[str, Any], words: "Words") -> tuple[str, str]:
        """Return by what a list shows a row: what it is called, and what else helps."""
        name = next((row[key] for key in SHOWN if row.get(key)), "")
        key = next((key for key in SHOWN if row.get(key)), "")
        more = [
            self.said(each, row[each], words)
            for each in MORE_SHOWN
            if row.get(each) not in NOTHING
        ]
        return self.said(key, name, words), " · ".join(filter(None, more))

    def said(self, name: str, value: Any, words: "Words") -> str:
        """Return what a box holds as people read it; "" for what has no box."""
        box = self.box(name)
        return box.said(value, words.get(f"{self.slug}.{name}", {})) if box else ""

    def box(self, name: str) -> Box | None:
        """Return the box of a key, None for one that has none."""
        return next((each for each in self.columns if each.name == name), None)

    def told(self, row: Mapping[str, Any], words: "Words") -> str:
        """Return a whole row as people read it: each box that holds something, by its label."""
        said = [
            (each.label, self.said(each.name, row[each.name], words))
            for each in self.columns
            if row.get(each.name) not in NOTHING
        ]
        return SEPARATOR.join(f"{label}: {text}" for label, text in said)


Words = Mapping[str, Choices]
"""What the house and the draft call keys, by slug of the part and name of the box."""
SHOWN = ("label", "what", "name", "case", "ground", "agency", "area", "kind", "key")
MORE_SHOWN = ("step", "role", "kind", "agency", "limit", "more", "after", "when", "applies")
_CERTAINTY = Choice(name="certainty", label=_("Certainty"), of=CERTAINTIES, usual="unverified")
_MADE = _("Empty: made from its words.")
_SOURCE = Box(name="source", label=_("Source: the text and article that say so"))
_WHEN = Rule(
    name="when",
    label=_("Only when"),
    hint=_('A rule, such as: child_sex = "male" and has(father_name). Empty: always.'),
)

_LIMITS = (
    Length(name="limit", label=_("Limit")),
    Length(name="verify_limit", label=_("Limit when another agency must be asked")),
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
        Tick(
            name="is_in_person",
            label=_("The applicant has to come and receive the result in person"),
        ),
        Ticks(name="subject_fields", label=_("Questions that name whom it is about")),
        Long(name="condition", label=_("Conditions, in words")),
        Long(name="channels", label=_("Where and how it is lodged, in words")),
        Choice(
            name="form_set",
            label=_("Forms of the one-stop division"),
            of=FORM_SETS,
            usual="2018",
        ),
        Choice(name="steps_kind", label=_("Its steps are taken from"), of=STEPS_FROM),
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
        *_LIMITS,
        Number(name="duty_days", label=_("Days within which one has to come")),
        Ticks(
            name="duty_fields",
            label=_("Questions from whose day these are counted"),
        ),
    ),
)
CLOCK = Part(
    slug="dong-ho",
    place="timing",
    title=_("How the clock runs"),
    columns=(
        Choice(
            name="entry_effect",
            label=_("A supplement asked for at reception"),
            of=EFFECTS,
            usual=NONE,
        ),
        Choice(
            name="appraisal_effect",
            label=_("A supplement asked for after acceptance"),
            of=EFFECTS,
            usual=PAUSE,
        ),
        Minute(
            name="cut_off_minute",
            label=_("What comes at this hour or later runs from the next working day"),
            usual=str(THREE_O_CLOCK),
        ),
        Tick(
            name="is_cut_off_for_all",
            label=_("That hour counts for limits of several days too"),
        ),
        Choice(
            name="postal_start",
            label=_("What comes by post is counted from"),
            of=POSTED_FROM,
            usual=ARRIVAL,
        ),
        Length(
            name="agreement",
            label=_("Extension that the text names for large or difficult cases"),
        ),
    ),
)
STAGES = Part(
    slug="chang",
    named=("key", "agency"),
    place="timing.stages",
    title=_("Stages: several agencies inside one limit"),
    one=_("Stage"),
    is_list=True,
    columns=(
        Choice(
            name="agency",
            label=_("Agency"),
            is_wanted=True,
            hint=_("Or the applicant, whose own time lies outside the limit."),
        ),
        Box(name="key", label=_("Key"), hint=_MADE),
        Length(name="limit", label=_("Its share of the limit")),
        Tick(name="is_counted", label=_("Counts towards the limit"), usual="on"),
        _CERTAINTY,
    ),
)
EXCLUSIONS = Part(
    slug="khong-tinh",
    place="timing.exclusions",
    title=_("Time that is not counted"),
    one=_("Time that is not counted"),
    is_list=True,
    columns=(
        Choice(name="kind", label=_("What for"), of=LEFT_OUT, is_wanted=True),
        Box(name="what", label=_("What happens then, in words")),
        Codes(
            name="channels",
            label=_("Only for dossiers lodged"),
            of=CHANNELS,
            hint=_("None ticked: for all."),
        ),
        Number(name="most_days", label=_("Days at most; then the clock runs again by itself")),
        _CERTAINTY,
    ),
)
LOCALITIES = Part(
    slug="dia-ban",
    named=("flag", "what"),
    place="timing.localities",
    title=_("More time for hard places and cases"),
    one=_("More time"),
    is_list=True,
    columns=(
        Box(
            name="what",
            label=_("For which places or cases"),
            is_wanted=True,
            hint=_("For instance: 50 km or more from the agency, without Internet."),
        ),
        Box(name="flag", label=_("Key"), hint=_MADE),
        Length(name="more", label=_("Time that is added")),
        _SOURCE,
        _CERTAINTY,
    ),
)
SHORTENED = Part(
    slug="rut-ngan",
    place="timing.shortened",
    title=_("Limits that a province made shorter"),
    one=_("Shorter limit"),
    is_list=True,
    columns=(
        Box(
            name="area",
            label=_("Province or place"),
            is_wanted=True,
            hint=_("Its name, as the offices there have it."),
        ),
        *_LIMITS,
        Day(name="valid_from", label=_("In force from")),
        Day(name="valid_to", label=_("In force until, that day not counted")),
        _SOURCE,
        _CERTAINTY,
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
        Amounts(
            name="pages",
            label=_("By pages of the original"),
            of={
                "first_two_vnd": _("First and second page of the original, in đồng each"),
                "further_vnd": _("Each page from the third, in đồng"),
                "most_vnd": _("A copy at most, in đồng"),
            },
        ),
        Box(name="per", label=_("Counted per")),
        Long(name="exempt", label=_("Who pays nothing, in words")),
        Box(name="note", label=_("Text that sets the amount")),
        _CERTAINTY,
    ),
)
FIELDS = Part(
    slug="cau-hoi",
    named=("name", "label"),
    place="fields",
    title=_("Questions of the form"),
    one=_("Question"),
    is_list=True,
    columns=(
        Box(name="label", label=_("Question as people read it"), is_wanted=True),
        Box(
            name="name",
            label=_("Key"),
            hint=_("By which rules name it. Empty: made from its words."),
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
        Box(name="gloss", label=_("In English, for those who help")),
        Box(name="initial", label=_("Answered beforehand with")),
        _WHEN,
        Rule(name="required_when", label=_("Must be answered only when")),
        Choice(name="group", label=_("Stands in the repeated group")),
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
    named=("name", "label"),
    place="groups",
    title=_("Repeated groups of questions"),
    one=_("Group"),
    is_list=True,
    columns=(
        Box(name="label", label=_("What one row is called"), is_wanted=True),
        Box(name="name", label=_("Key"), hint=_MADE),
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
    named=("name", "label"),
    place="requirements",
    title=_("Who has a right to it"),
    one=_("Condition"),
    is_list=True,
    columns=(
        Box(name="label", label=_("Condition as people read it"), is_wanted=True),
        Box(name="name", label=_("Key"), hint=_MADE),
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
        *_LIMITS,
        _CERTAINTY,
        _SOURCE,
    ),
)
EXEMPTIONS = Part(
    slug="mien-phi",
    named=("ground", "label"),
    place="fee.exemptions",
    title=_("Who pays nothing"),
    one=_("Ground"),
    is_list=True,
    columns=(
        Box(name="label", label=_("Ground as people read it"), is_wanted=True),
        Box(name="ground", label=_("Key"), hint=_MADE),
        _WHEN,
        Choice(name="paper", label=_("Paper that has to be seen")),
        _CERTAINTY,
        _SOURCE,
    ),
)
LEGS = Part(
    slug="phan-viec",
    named=("key", "what"),
    place="legs",
    title=_("What is done together: the legs of a bundle"),
    one=_("Leg"),
    is_list=True,
    about=_(
        "Only where one request brings several procedures at once. Its form is made of theirs."
    ),
    columns=(
        Box(name="what", label=_("What is done"), is_wanted=True),
        Box(name="key", label=_("Key"), hint=_MADE),
        Choice(name="agency", label=_("Agency that does it"), is_wanted=True),
        Choice(
            name="code",
            label=_("Procedure"),
            hint=_("Its form, papers and steps become those of the leg."),
        ),
        Tick(
            name="is_outside",
            label=_("This catalogue does not have the procedure"),
            hint=_("The leg then goes a usual way: taken in, worked on, signed, returned."),
        ),
        Waits(
            name="after",
            label=_("Begins when these are done"),
            hint=_("None ticked: at once, beside the others."),
        ),
        *_LIMITS,
        Handed(
            name="answers",
            label=_("Answers of the one form that it also gets"),
            hint=_("Beyond those that its own form asks for. Tick no more than it needs."),
        ),
        Ticks(
            name="papers",
            label=_("Papers of the one list that it also gets"),
            hint=_("Beyond those that its own procedure names."),
        ),
        _CERTAINTY,
        Choice(
            name="handed_certainty",
            label=_("Certainty of what it takes over"),
            of=CERTAINTIES,
            usual="unverified",
        ),
        Box(
            name="handed_source",
            label=_("Source of what it takes over: the text and article that say so"),
        ),
    ),
)
PARTS = (
    GENERAL,
    LEGS,
    FIELDS,
    GROUPS,
    PAPERS,
    RIGHTS,
    STEPS,
    LIMIT,
    BRANCHES,
    CLOCK,
    STAGES,
    EXCLUSIONS,
    LOCALITIES,
    SHORTENED,
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


def with_key(part: Part, row: Row, others: Iterable[Mapping[str, Any]]) -> Row:
    """Return a row with a key made from its words where nobody typed one."""
    key, words = part.named
    if not key or row.get(key) or not row.get(words):
        return row
    return {**row, key: key_from(str(row[words]), [str(each.get(key, "")) for each in others])}


def rows_shown(
    part: Part, told: Mapping[str, Any], words: Words
) -> Sequence[tuple[int, str, str, bool]]:
    """Return the rows of a list as the page of the draft shows them: number, name, more.

    And whether one says of itself that it was not held against its source.
    """
    return [
        (at, *part.shown(row, words), is_doubtful(part, row))
        for at, row in enumerate(rows_of(told, part.place))
    ]


def is_doubtful(part: Part, row: Mapping[str, Any]) -> bool:
    """Whether a row was not held against its source; one that says nothing as is usual."""
    box = part.box("certainty")
    return box is not None and str(row.get("certainty", box.usual)) not in {"", "seen"}


def change_told(change: Change, words: Words) -> tuple[str, str, str]:
    """Return where something differs, what stood there, and what stands there now, in words."""
    listed = next((each for each in PARTS if each.place and each.place == change.part), None)
    part = listed or part_of(change.part)[0]
    what = change.what if listed else change.part
    names = [str(part.one if part.is_list and change.row else part.title)]
    if change.row:
        names.append(part.shown(change.of, words)[0])
    if what == ORDER:
        rows = (change.before, change.after)
        was, becomes = (", ".join(part.shown(row, words)[0] for row in each) for each in rows)
        return ": ".join([*names, str(_("Order"))]), was, becomes
    box = part.box(what)
    if what:
        names.append(str(box.label) if box else what)
        was, becomes = (
            _value_told(box, mine, other, words.get(f"{part.slug}.{what}", {}))
            for mine, other in (
                (change.before, change.after),
                (change.after, change.before),
            )
        )
    else:
        was, becomes = (
            part.told(each, words) if each else "" for each in (change.before, change.after)
        )
    return ": ".join(filter(None, names)), was, becomes


def _value_told(box: Box | None, value: Any, other: Any, choices: Choices) -> str:
    """Return a value as people read it; of a list what the other has not."""
    if box is None:
        return text_of(value)
    held = box.taken() if value is None else value
    return "" if held is None else box.said(_beyond(held, other), choices)


def _beyond(value: Any, other: Any) -> Any:
    """Return of a list what the other has not; all of it where only their order differs."""
    if not (isinstance(value, list) and isinstance(other, list)):
        return value
    mine = [each for each in value if each not in other]
    return mine if mine or any(each not in value for each in other) else value


def parts_in(places: Iterable[str]) -> tuple[Part, ...]:
    """Return the parts that the places of a version lie in, in the order of the editor."""
    found = {part_of(place)[0].slug for place in places}
    return tuple(part for part in PARTS if part.slug in found)


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
