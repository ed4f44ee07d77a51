"""Pictures that are pictures."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def a_picture(name="giay-chung-sinh.png", shade=200):
    """A small picture, as a phone would send it."""
    content = BytesIO()
    Image.new("L", (32, 32), shade).save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")
