"""Django registration."""

from django.apps import AppConfig
from django.utils.functional import cached_property

from guol.kernel.room import Room


class DemoConfig(AppConfig):
    """The demonstration."""

    name = "guol.demo"

    def ready(self) -> None:
        """Let this process's clock follow the demonstration's from its first moment."""
        from django.conf import settings

        from guol.demo.gateways import follow_clock

        if settings.GUOL_DEMO:
            follow_clock()

    @cached_property
    def room(self) -> Room:
        """What the demonstration hands to the house: nothing of its own, it uses the others."""
        return Room()
