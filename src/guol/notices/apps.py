"""Django registration."""

from django.apps import AppConfig
from django.utils.functional import cached_property

from guol.kernel.room import Room


class NoticesConfig(AppConfig):
    """Notices."""

    name = "guol.notices"

    @cached_property
    def room(self) -> Room:
        """What notices hand to the house; they forget with the matter they were about."""
        from guol.notices import actions, queries

        return Room(forget=(actions.forget_mails,), checks=(queries.failed_mails,))
