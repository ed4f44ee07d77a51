"""The way in for a server of WSGI."""

import os

from django.core.wsgi import get_wsgi_application

from guol.web.charset import in_utf8
from guol.web.whole import whole

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guol.config.settings")
application = whole(in_utf8(get_wsgi_application()))
