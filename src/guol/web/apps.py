"""Django registration."""

from django.apps import AppConfig
from django.utils.functional import cached_property

from guol.kernel.room import Room


class WebConfig(AppConfig):
    """The shell."""

    name = "guol.web"

    @cached_property
    def room(self) -> Room:
        """What the shell hands to the house: its ways in, its help, sentences of its own."""
        from guol.web import menu, offering, words

        return Room(words=words.SENTENCES, menu=menu.MENU, search=(offering.HELP,))
