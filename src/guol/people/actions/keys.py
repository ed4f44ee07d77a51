"""Verbs that answer with a bare key, whether done now or before."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from guol.feed.api import once
from guol.kernel.act import Act

P = ParamSpec("P")
Verb = Callable[Concatenate[Act, P], str]


def once_by_key(verb: Verb[P]) -> Verb[P]:
    """Let ``verb`` run once per act, as ``once`` does, and answer with the matter's key.

    The log answers a repeated act with the stream, ``person/<key>``; others name a person by
    the key alone.
    """
    done = once(verb)

    @wraps(verb)
    def answer(act: Act, /, *args: P.args, **kwargs: P.kwargs) -> str:
        return done(act, *args, **kwargs).rpartition("/")[2]

    return answer
