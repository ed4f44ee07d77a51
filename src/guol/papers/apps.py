"""Django registration."""

from django.apps import AppConfig
from django.utils.functional import cached_property

from guol.kernel.room import Room


class PapersConfig(AppConfig):
    """Papers."""

    name = "guol.papers"

    @cached_property
    def room(self) -> Room:
        """What papers hand to the house: sentences; a file is named by the matter's events."""
        from guol.papers import jobs, words

        return Room(words=words.SENTENCES, chores=(jobs.let_go,))
