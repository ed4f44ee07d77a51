"""The demonstration's clock in every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from guol.demo.gateways import follow_clock

Answer = Callable[[HttpRequest], HttpResponse]


class ClockMiddleware:
    """Follow the clock that was set at /demo/."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer at the demonstration's hour."""
        follow_clock()
        return self._answer(request)
