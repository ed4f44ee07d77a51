"""The components of every page; what each looks like is at /demo/thanh-phan/.

Tags that stand for themselves::

    {% errors form %}                    all that is wrong, linked to its fields
    {% field form.name %}                label, hint, error and input, wired together
    {% key form %}                       hidden key and seen of a form; {% key seen=4 %} without
    {% summary rows %}                   label and value, label and value
    {% steps items %}                    where a matter is on its way
    {% timeline items %}                 what happened, newest as given
    {% figures items %}                  a few numbers that matter
    {% tasks items %}                    what is to be done, with the state of each
    {% tag text kind %}                  a state in a word: good, warn, bad, info or plain
    {% crumbs items %}                   where this page is; for the block `crumbs`
    {% pages page %}                     earlier and later pages of a long list
    {% asset "web/guol.css" %}           the address of a file
    {% policy %}                         what a page may load, for the frame

and tags around a piece of page::

    {% panel "Title" %}…{% endpanel %}   something done, with its number
    {% notice "warn" "Title" %}…{% endnotice %}
    {% card "Title" url %}…{% endcard %}
    {% more "Summary" %}…{% endmore %}   to be unfolded

Rows and items are pairs, triples or dicts; lists of any length.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page
from django.forms import (
    BaseForm,
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    RadioSelect,
    Widget,
)
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from guol.kernel.clock import local
from guol.kernel.errors import Reason
from guol.kernel.event import Event
from guol.kernel.ids import new_key
from guol.kernel.text import plain
from guol.web import words
from guol.web.assets import asset_address
from guol.web.forms import PartsInput
from guol.web.policy import POLICY

register = template.Library()
GROUPS = (RadioSelect, CheckboxSelectMultiple)
KINDS = frozenset({"good", "warn", "bad", "info", "plain"})


@register.simple_tag
def asset(name: str) -> str:
    """Return the address of a file below `static`."""
    return asset_address(name)


@register.simple_tag
def policy() -> SafeString:
    """Return what a page may load and reach."""
    return SafeString(POLICY)  # written by us, nothing of it comes from outside


@register.simple_tag
def say(fact: Event | Reason) -> str:
    """Return the sentence for an event or a reason."""
    return words.say(fact)


@register.simple_tag(takes_context=True)
def key(
    context: template.Context,
    form: BaseForm | None = None,
    *,
    seen: int | None = None,
    own: str = "",
) -> SafeString:
    """Return the hidden fields that make a form one act, made from what was seen.

    On a page where several forms have the same boxes, ``own`` tells those of this one apart.
    """
    if form is not None:
        if not form.is_bound:
            form.initial = {"key": _key_on(context), **form.initial}
        if own:
            form.auto_id = f"{own}_%s"
        hidden_inputs = (each.as_widget(attrs={"id": False}) for each in form.hidden_fields())
        return SafeString("".join(hidden_inputs))  # without ids: a page may have many forms
    hidden = [("key", _key_on(context))] + ([("seen", str(seen))] if seen is not None else [])
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', hidden)


def _key_on(context: template.Context) -> str:
    """Return a key that no other form has; those of one page differ in their last figures.

    What is random cannot be packed, and a page may have ten forms.
    """
    page = vars(context["request"]) if "request" in context else {}
    begun, number = page.get("_keys", (new_key(), 0))
    page["_keys"] = begun, number + 1
    return f"{begun}-{number}" if number else str(begun)


@register.simple_tag
def errors(*forms: BaseForm) -> str:
    """Return the summary of what is wrong in these forms; nothing when nothing is."""
    faults = [fault for form in forms for fault in _faults(form)]
    return render_to_string("web/_errors.html", {"faults": faults}) if faults else ""


@register.simple_tag
def field(
    bound: BoundField, *, hint: str = "", kind: str = "", is_said_optional: bool = True
) -> str:
    """Return one question: label, hint, error and input, each named to the others.

    ``kind`` is a class for the looks of it: ``short``, ``wide``, ``inline`` or ``parts``.
    ``is_said_optional`` lets one that may stay empty say so.
    """
    widget = bound.field.widget
    hint_text = hint or bound.help_text
    wrong = list(bound.errors)
    name = bound.auto_id or bound.html_name
    described = [f"{name}_hint"] if hint_text else []
    described += [f"{name}_error"] if wrong else []
    attributes: dict[str, Any] = {}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    is_group = isinstance(widget, (*GROUPS, PartsInput))
    context = {
        "bound": bound,
        "hint": hint_text,
        "wrong": wrong,
        "name": name,
        "described": " ".join(described),
        "kind": kind,
        "is_optional": is_said_optional and not bound.field.required,
        "parts": _parts(bound, name),
        "input": "" if is_group else bound.as_widget(attrs=attributes),
    }
    return render_to_string(_template_of(widget), context)


@register.simple_tag
def summary(rows: Iterable[Any]) -> SafeString:
    """Return labels and values; a row may have a third part, a link (url, text)."""
    return _listed("web/_summary.html", rows, ("label", "value", "link"))


@register.simple_tag
def steps(items: Iterable[Any]) -> SafeString:
    """Return the way of a matter: (state, title, note); state is done, now, next or skipped."""
    return _listed("web/_steps.html", items, ("state", "title", "note"))


@register.simple_tag
def timeline(items: Iterable[Any]) -> SafeString:
    """Return what happened: (at, title, note)."""
    return _listed("web/_timeline.html", items, ("at", "title", "note"))


@register.simple_tag
def figures(items: Iterable[Any]) -> SafeString:
    """Return key figures: (number, label, url, kind), the last two if there are any."""
    return _listed("web/_figures.html", items, ("number", "label", "url", "kind"))


@register.simple_tag
def tasks(items: Iterable[Any]) -> SafeString:
    """Return what is to be done: (title, url, state, kind, note)."""
    return _listed("web/_tasks.html", items, ("title", "url", "state", "kind", "note"))


@register.simple_tag
def crumbs(items: Iterable[Any]) -> SafeString:
    """Return the way to this page: (label, url) from the outside in."""
    return _listed("web/_crumbs.html", items, ("label", "url"))


@register.simple_tag
def tag(text: object, kind: str = "plain") -> SafeString:
    """Return a state in a word. The word says it all; the colour only helps."""
    return format_html('<strong class="tag {}">{}</strong>', _kind(kind), text)


@register.simple_tag(takes_context=True)
def pages(context: template.Context, page: Page[Any], name: str = "trang") -> str:
    """Return the way to the other pages of a list, keeping what was asked for."""
    if page.paginator.num_pages < 2:  # noqa: PLR2004  one page needs no way to others
        return ""
    asked = context["request"].GET.copy()
    asked.pop(name, None)

    def link(number: int) -> str:
        return "?" + urlencode([*_pairs(asked), (name, number)])

    return render_to_string(
        "web/_pages.html",
        {
            "page": page,
            "earlier": link(page.previous_page_number()) if page.has_previous() else "",
            "later": link(page.next_page_number()) if page.has_next() else "",
        },
    )


@register.simple_block_tag
def panel(content: SafeString, title: str, kind: str = "good") -> SafeString:
    """Return the frame for something done: its title, and what to keep of it."""
    return format_html('<div class="panel {}"><h1>{}</h1>{}</div>', _kind(kind), title, content)


@register.simple_block_tag
def notice(content: SafeString, kind: str = "info", title: str = "") -> SafeString:
    """Return a notice; a bad one is read out at once."""
    heading = format_html("<p><strong>{}</strong></p>", title) if title else ""
    role = "alert" if kind == "bad" else "note"
    return format_html(
        '<div class="notice {}" role="{}">{}{}</div>',
        _kind(kind),
        role,
        heading,
        content,
    )


@register.simple_block_tag
def card(content: SafeString, title: str, url: str = "") -> SafeString:
    """Return a card that leads somewhere; the whole of it can be pressed."""
    head = format_html('<a href="{}">{}</a>', url, title) if url else title
    return format_html('<li class="card"><h2>{}</h2>{}</li>', head, content)


@register.simple_block_tag
def more(content: SafeString, title: str) -> SafeString:
    """Return what only some want to read."""
    return format_html("<details><summary>{}</summary><div>{}</div></details>", title, content)


@register.filter
def day(value: date | datetime | None) -> str:
    """Return a day as it is written in Vietnam; nothing for none."""
    if value is None:
        return ""
    return f"{local(value) if isinstance(value, datetime) else value:%d/%m/%Y}"


@register.filter
def instant(value: datetime | None) -> SafeString | str:
    """Return an instant, readable by people and machines; nothing for none."""
    if value is None:
        return ""
    return format_html(
        '<time datetime="{}">{}</time>', value.isoformat(timespec="seconds"), plain(value)
    )


@register.filter
def vnd(value: int | None) -> str:
    """Return an amount of đồng as it is written in Vietnam.

    >>> vnd(8000), vnd(1250000)
    ('8.000 đ', '1.250.000 đ')
    """
    return "" if value is None else f"{value:,}".replace(",", ".") + " đ"


def _listed(template_name: str, items: Iterable[Any], names: Sequence[str]) -> SafeString:
    rows = [_row(item, names) for item in items]
    return (
        SafeString(render_to_string(template_name, {"items": rows})) if rows else SafeString("")
    )


def _row(item: Any, names: Sequence[str]) -> dict[str, Any]:
    empty = dict.fromkeys(names, "")
    if isinstance(item, Mapping):
        return {**empty, **item}
    if isinstance(item, Sequence) and not isinstance(item, str):
        return {**empty, **dict(zip(names, item, strict=False))}
    return {name: getattr(item, name, "") for name in names}


def _kind(kind: str) -> str:
    if kind not in KINDS:
        raise template.TemplateSyntaxError(f"{kind!r} is none of {', '.join(sorted(KINDS))}")
    return kind


def _template_of(widget: Widget) -> str:
    if isinstance(widget, GROUPS):
        return "web/_choices.html"
    if isinstance(widget, CheckboxInput):
        return "web/_check.html"
    return "web/_parts.html" if isinstance(widget, PartsInput) else "web/_field.html"


def _parts(bound: BoundField, name: str) -> list[dict[str, Any]]:
    """Return the boxes of a day in three parts, each with its label."""
    widget = bound.field.widget
    if not isinstance(widget, PartsInput):
        return []
    typed = bound.value()
    values = typed if isinstance(typed, list) else widget.decompress(typed)
    return [
        {"label": label, "name": f"{bound.html_name}_{i}", "id": f"{name}_{i}", "value": value}
        for i, (label, value) in enumerate(zip(widget.labels, values, strict=True))
    ]


def _faults(form: BaseForm) -> list[tuple[str, str]]:
    faults = [("", str(text)) for text in form.non_field_errors()]
    for bound in form:
        is_group = isinstance(bound.field.widget, (*GROUPS, PartsInput))
        first = f"{bound.auto_id}_0" if is_group else bound.id_for_label
        target = "" if bound.is_hidden else f"#{first}"
        faults += [(target, str(text)) for text in bound.errors]
    return faults


def _pairs(asked: Any) -> list[tuple[str, str]]:
    return [(name, value) for name, values in asked.lists() for value in values]
