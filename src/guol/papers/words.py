"""Sentences for files that cannot be taken: what is wrong with them, what to do next."""

from django.utils.translation import gettext_lazy as _

from guol.kernel.room import Fact
from guol.papers import rules

SENTENCES: dict[Fact, object] = {
    rules.FileEmpty: _(
        "“%(name)s” is empty, so it was not kept. Choose the file again, or take the picture"
        " again."
    ),
    rules.FileTooLarge: _(
        "“%(name)s” has %(megabytes)s MB; at most %(most)s MB can be taken. Photograph the"
        " paper with a smaller picture size, or scan it at 200 dpi."
    ),
    rules.FileOfOtherKind: _(
        "“%(name)s” is no PDF, JPEG, PNG or WebP, whatever its name says. Photograph the paper"
        " or save it as PDF, then choose it again."
    ),
    rules.FileCutOff: _(
        "“%(name)s” is cut off: only a part of it came, or it is damaged. Open it on your"
        " device to see whether it is whole, then send it again."
    ),
    rules.FileLocked: _(
        "“%(name)s” is protected by a password, so nobody in the office can read it. Save it"
        " without the password and choose it again."
    ),
    rules.FileActive: _(
        "“%(name)s” holds a program that runs when it is opened. Print it to a new PDF, or"
        " photograph the paper, and choose that."
    ),
    rules.PictureTooWide: _(
        "“%(name)s” is a picture with far more points than a scanned paper. Take a picture of"
        " ordinary size and choose that."
    ),
    rules.FileChanged: _(
        "“%(name)s” did not arrive as your device sent it, so it was not kept. Choose it again."
    ),
    rules.FilesTooMany: _(
        "“%(name)s” is one file too many: a form can have %(most)s on their way at once. Send"
        " the form with those, then add the others."
    ),
    rules.FileTooHeavy: _(
        "“%(name)s” takes more memory or time to open than any paper, so it was not kept."
        " Print it to a new PDF, or photograph the paper, and choose that."
    ),
}
