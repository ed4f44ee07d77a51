"""Django settings. What a deployment may set is read in ``environment``; the rest is fixed."""

from urllib.parse import urlsplit

from guol.config.database import database
from guol.config.environment import environment
from guol.config.journal import logging_of
from guol.config.mail import mail
from guol.config.secret import kept_secret

_set = environment()

GUOL_DATA = _set.data.absolute()
GUOL_ADDRESS = _set.address
GUOL_AGENCY_NAME = _set.agency_name
GUOL_HOTLINE = _set.hotline
GUOL_REMIND_AFTER_DAYS = _set.remind_after_days
GUOL_ARCHIVE_AFTER_DAYS = _set.archive_after_days
GUOL_PROXIES = _set.proxies
GUOL_DEMO = _set.demo
GUOL_UPLOAD_MAX_BYTES = _set.upload_max_bytes

# The shell shows what these return for a request, without knowing who they are.
GUOL_BANNERS: tuple[str, ...] = ("guol.demo.context.demonstration_banner",)
GUOL_ACCOUNT, GUOL_SIGN_OUT = "/tai-khoan/", "/dang-xuat/"
# Forms after which somebody else may sit there: the pages kept on the device go; and those
# after which the forms go too that are still waiting there.
GUOL_LEAVES = ("/dang-nhap/", "/tra-cuu/thoi/")
GUOL_ENDS = (GUOL_SIGN_OUT, "/tai-khoan/thoat-het/")

SECRET_KEY = _set.secret_key or kept_secret(GUOL_DATA / "keys" / "secret_key")
DEBUG = False
ALLOWED_HOSTS = [
    *("localhost", "127.0.0.1", "[::1]", urlsplit(GUOL_ADDRESS).hostname or "", *_set.hosts),
    *(["*"] if GUOL_DEMO else []),  # whoever tries it out has a name or number of their own
]

INSTALLED_APPS = [
    "django.contrib.messages",
    "django_tasks",
    "django_tasks_db",
    "guol.web",
    "guol.feed",
    "guol.people",
    "guol.procedures",
    "guol.papers",
    "guol.notices",
    "guol.payments",
    "guol.onestop",
    "guol.demo",
]
MIDDLEWARE = [
    *(["guol.demo.middleware.ClockMiddleware"] if GUOL_DEMO else []),
    "guol.web.middleware.JournalMiddleware",
    "guol.web.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "guol.web.middleware.CompressMiddleware",
    "guol.web.middleware.PolicyMiddleware",
    "guol.web.middleware.OddInputMiddleware",
    "guol.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "guol.web.outbox.OutboxMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "guol.people.middleware.ViewerMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "guol.web.middleware.OutcomeMiddleware",
]
ROOT_URLCONF = "guol.config.urls"
WSGI_APPLICATION = "guol.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "guol.web.context.frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

DATABASES = {"default": database(_set.database, GUOL_DATA, _set.database_wait_s)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
AUTH_USER_MODEL = "people.Account"
_mail = mail(_set.mail, _set.mail_from)
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail["EMAIL_USE_TLS"], _mail["EMAIL_USE_SSL"]
EMAIL_TIMEOUT, DEFAULT_FROM_EMAIL = _mail["EMAIL_TIMEOUT"], _mail["DEFAULT_FROM_EMAIL"]
PASSWORD_HASHERS = ["guol.people.backends.SmallArgon2Hasher"]
LOGIN_URL = "/dang-nhap/"
MESSAGE_TAGS = {
    10: "info",
    20: "info",
    25: "good",
    30: "warn",
    40: "bad",
}  # the notices of the shell
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "lang"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FORMAT_MODULE_PATH = ["guol.web.formats"]

DATA_UPLOAD_MAX_MEMORY_SIZE = _set.request_max_bytes
FILE_UPLOAD_PERMISSIONS = 0o600

# Few and short: each header travels with each page, also over a line of 64 kbit/s.
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = _set.is_https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _set.is_https else None
SECURE_HSTS_SECONDS = 31_536_000 if _set.is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False  # other services may live under the same name
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _set.is_https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [GUOL_ADDRESS] if _set.is_https else []
CSRF_FAILURE_VIEW = "guol.web.views.csrf_failed"
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # frame-ancestors 'none' says what X-Frame-Options would
    "security.W005",  # see SECURE_HSTS_INCLUDE_SUBDOMAINS
    "security.W021",  # not for us to put a name of the state on the browsers' list
]

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_of(_set.log_level)
