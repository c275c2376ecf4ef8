"""Every setting, driven by the environment; the README has the table of variables."""

import os
from pathlib import Path

from kbhelp.environment import (
    behind_proxy,
    bucket,
    choice,
    database,
    flag,
    hosts,
    mail,
    number,
    plain_hosts,
    provider,
    secret_key,
    site_url,
    socket_path,
    token,
    words,
)

BASE_DIR = Path(__file__).resolve().parent.parent
CONTENT = Path(os.environ.get("KBHELP_CONTENT") or BASE_DIR / "content").resolve()
DATA_DIR = Path(os.environ.get("KBHELP_DATA") or BASE_DIR / "var").resolve()

DEBUG = flag("KBHELP_DEBUG")
SECRET_KEY = secret_key(DATA_DIR)
HERE = f"http://{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
SITE_URL = site_url("KBHELP_SITE_URL", HERE)
SITE_VERIFICATIONS = [
    (name, os.environ[variable])
    for name, variable in [
        ("google-site-verification", "KBHELP_GOOGLE_VERIFICATION"),
        ("naver-site-verification", "KBHELP_NAVER_VERIFICATION"),
    ]
    if os.environ.get(variable)
]
HTTPS = SITE_URL.startswith("https://")
IS_SERVING = flag(
    "KBHELP_SERVING"
)  # said by kbhelp.rsgi: commands may take their time, readers may not wait for it
ALLOWED_HOSTS = hosts("KBHELP_HOSTS", "127.0.0.1,localhost,[::1]", url_name="KBHELP_SITE_URL", url=SITE_URL)

INSTALLED_APPS = [
    "kbhelp.admin.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "django_filters",
    "markdownx",
    "kbhelp",
    "kbhelp.audit",
    "kbhelp.site",
    "kbhelp.publishing",
    "kbhelp.editing",
    "kbhelp.search",
    "kbhelp.feedback",
    "kbhelp.notices",
    "guides",
    "faq",
]

MIDDLEWARE = [
    "kbhelp.request_ids.RequestIds",
    "kbhelp.middleware.headers.PolicyHeaders",
    "kbhelp.api.middleware.ApiAnswers",
    "kbhelp.middleware.bare_answers.BareAnswers",
    "kbhelp.middleware.body_limit.BodyLimit",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kbhelp.middleware.public_pages.PublicPages",
    "kbhelp.middleware.compression.CompressText",
    "kbhelp.due_changes.DueChanges",
    "django.middleware.common.CommonMiddleware",
    "kbhelp.middleware.staff_sessions.StaffSessions",
    "django.middleware.csrf.CsrfViewMiddleware",
    "kbhelp.middleware.staff_sessions.StaffAuthentication",
    "kbhelp.middleware.staff_sessions.StaffMessages",
    "allauth.account.middleware.AccountMiddleware",
    "kbhelp.signin.required.SecondFactorFirst",
]

ROOT_URLCONF = "kbhelp.urls"
WSGI_APPLICATION = "kbhelp.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kbhelp.site.views.site",
            ],
        },
    },
]

# SQLite is opened with mode=rw: a file that vanished is an error, never a silent empty database (manage.py
# prepare and migrate make it). IMMEDIATE and WAL: with Django's defaults eight writers fail for half of their writes.
SQLITE = {
    "ENGINE": "kbhelp.sqlite",
    "NAME": f"file:{DATA_DIR / 'kbhelp.sqlite3'}?mode=rw",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    },
    "CONN_MAX_AGE": None,
    "TEST": {"NAME": str(DATA_DIR / "test.sqlite3")},
}
DATABASES = {"default": database("DATABASE_URL", SQLITE, IS_SERVING)}

# W002: the header is sent by kbhelp.middleware.headers, on every answer.
SILENCED_SYSTEM_CHECKS = ["security.W002"]

LANGUAGE_CODE = "ko"
TIME_ZONE = "Asia/Seoul"
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "kbhelp" / "locale"]  # where Django's Korean is broken (bin/messages)
FORMAT_MODULE_PATH = "kbhelp.formats"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
FILE_UPLOAD_PERMISSIONS = 0o640
BACKUPS = Path(os.environ.get("KBHELP_BACKUPS") or DATA_DIR / "backups").resolve()
BACKUPS_KEPT = number("KBHELP_BACKUPS_KEPT", 14, least=1, most=1_000)
WHITENOISE_MANIFEST_STRICT = False
# Pictures in a bucket instead of MEDIA_ROOT, so that several machines share them.
BUCKET = bucket("KBHELP_MEDIA_S3")
MEDIA_BUCKET = BUCKET.get("bucket_name", "")
STORAGES = {
    "default": {"BACKEND": "kbhelp.bucket.Bucket", "OPTIONS": BUCKET}
    if BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "kbhelp.site.statics.HashedStatics"
    },
}

# Staff sessions: idle 60 minutes, eight hours in all (kbhelp.middleware.staff_sessions). __Host- cookies need https.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_IDLE_SECONDS = 60 * 60
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "kbhelp.site.errors.csrf_refused"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
if behind_proxy("KBHELP_BEHIND_PROXY", url_name="KBHELP_SITE_URL", is_https=HTTPS):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^readyz$", "^metrics$"]  # a monitor asks the process itself, past the proxy
# Browsers that were told so keep to https for so long, also where https should break one day.
SECURE_HSTS_SECONDS = number("KBHELP_HSTS", 31_536_000, most=63_072_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "kbhelp.signin.passwords.NotOnlyBlanks"},
]

PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60  # invitations too (kbhelp.signin.links)

# Publishers and superusers prove who they are twice, and again a quarter of an hour later before the gravest acts.
# Nobody signs up: 관리자 makes accounts. Tries are limited by kbhelp.signin.tries, exactly and for all processes.
SECOND_FACTOR = flag("KBHELP_SECOND_FACTOR", default=HTTPS)
ACCOUNT_ADAPTER = "kbhelp.signin.adapters.Account"
ACCOUNT_RATE_LIMITS = False
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Who may say, beside the password, that somebody is who they say; only of accounts that their owners connected.
PROVIDER = provider("KBHELP_OIDC")
SOCIALACCOUNT_ADAPTER = "kbhelp.signin.provider.FromOutside"
MFA_ADAPTER = "kbhelp.signin.adapters.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_TOLERANCE = 1  # thirty seconds before and after: phones' clocks go wrong
MFA_RECOVERY_CODES_SHOW_ONCE = True

# Bodies above these never reach a view (kbhelp.middleware.body_limit).
BODY_LIMIT = 1_000_000
STAFF_BODY_LIMIT = 12_000_000  # pictures and the forms of the desk
ARCHIVE_BODY_LIMIT = 50_000_000  # what publishers import at the desk; it goes to the disk, not into memory
DATA_UPLOAD_MAX_MEMORY_SIZE = (
    STAFF_BODY_LIMIT  # whoever may not send so much was refused before anything reads it
)
DATA_UPLOAD_MAX_NUMBER_FIELDS = (
    12_000  # a table of 200 rows has some 4,700: one of 500 is still answered by its form
)

# Proxies (addresses or networks) whose X-Forwarded-For is believed: by it votes are limited and told apart.
TRUSTED_PROXIES = words("KBHELP_TRUSTED_PROXIES")

# No reader waits for a publication or withdrawal that falls due; tests, which look at once, do.
DUE_CHANGES_IN_BACKGROUND = True

# What reads Korean for search: kiwi costs 320 MB and finds more.
SEARCH_ANALYSER = choice("KBHELP_ANALYSER", ("kiwi", "plain"))

# Whether what readers open parts near equals in search before an editor has decided on it.
LEARNING = flag("KBHELP_LEARNING", default=True)

# Where the process of a second opinion on doubtful questions listens (bin/semantic); without one search is alone.
SEMANTIC = socket_path("KBHELP_SEMANTIC")

# Processes of the server, read again by bin/server.py; and how many requests each works on at a time: what is in
# memory is answered beside them.
WORKERS = number("KBHELP_WORKERS", 1, least=1, most=64)
THREADS = number("KBHELP_THREADS", 4, least=1, most=64)

# Readers' pages from memory: so many million bytes of them in each process; 0 renders every page for everybody anew.
PAGE_CACHE_BYTES = number("KBHELP_PAGE_CACHE", 64, most=10_000) * 1_000_000

# How often in a minute one address may ask the API for what is not in memory; 0: without end. By the process.
API_A_MINUTE = number("KBHELP_API_A_MINUTE", 240, most=1_000_000)

# Sites (www.example.org, localhost:3000) that may show the widget; without one there is none.
WIDGET_HOSTS = plain_hosts("KBHELP_WIDGET_HOSTS")

# Whether readers' browsers keep what was read for a bad line; off, they also forget what they kept.
KEEPS_PAGES_OFFLINE = flag("KBHELP_OFFLINE", default=True)

# Who knows it may read the numbers at /metrics; without one there are none.
METRICS_TOKEN = token("KBHELP_METRICS_TOKEN")

# Two people for everything that is published: nobody approves their own request, nobody publishes directly.
FOUR_EYES = flag("KBHELP_FOUR_EYES")

# Mail to editors about reviews; on the console where no server is named. An editor waits no longer for a dead server.
vars().update(mail("EMAIL_URL"))
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = os.environ.get("KBHELP_MAIL_FROM", "kbhelp@localhost")

# How long it is kept who did what at the desk.
AUDIT_DAYS = number("KBHELP_AUDIT_DAYS", 730, least=365, most=36_500)

MARKDOWNX_URLS_PATH = "/desk/markdown/"
MARKDOWNX_UPLOAD_URLS_PATH = "/desk/upload/"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"text": {"()": "kbhelp.logs.Masked"}, "json": {"()": "kbhelp.logs.Json"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": choice("KBHELP_LOG", ("text", "json")),
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"kbhelp.audit": {"level": "INFO"}},
}
