"""How often somebody may try a password, or the code after it.

Wrong tries are counted in the database, so that all processes and machines count together, and taken before the
password is looked at, so that no burst passes by. Nobody can lock out an owner: a browser in which somebody has signed
in before is known by a cookie and has a count of its own, whatever others try with that name.
"""

from django.core import signing
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from kbhelp.feedback.models import salt_of_the_day
from kbhelp.feedback.reader import address_of, network_of
from kbhelp.feedback.salt import Allowance

# In ten minutes (Allowance.WINDOW):
OF_A_NAME = 5  # from one network
OF_A_KNOWN_BROWSER = 10
OF_A_NAME_ANYWHERE = 30  # from all networks together, but known browsers
OF_A_NETWORK = 60  # whatever the names: a whole office is behind one address
# A code has six digits, three of the million are right at a time, and whoever tries one knows the password.
CODES_ANYWHERE = 10
LINKS_ANYWHERE = 5  # mails to one person
KNOWN_SECONDS = 180 * 24 * 60 * 60
SALT = "kbhelp.signin.known"


class HeldBack(Exception):
    """Not looked at; `wait`: after how many seconds the next try is. `is_busy`: whoever it is, the machine is busy."""

    def __init__(self, wait: int, is_busy=False):
        super().__init__(wait)
        self.wait, self.is_busy = wait, is_busy


class Try:
    """One try with a name, which may be anybody's or nobody's: both are counted alike."""

    ACT, ANYWHERE = "sign in", OF_A_NAME_ANYWHERE

    def __init__(self, request, username: str):
        name, network = username.casefold(), network_of(address_of(request.META))
        known = browser_of(request.COOKIES.get(cookie_name(request)), name)
        salt = salt_of_the_day(timezone.now())
        self.counts = {salt.sign(f"{self.ACT} from", network): OF_A_NETWORK}
        if known:
            self.counts[salt.sign(f"{self.ACT} by", known, name)] = OF_A_KNOWN_BROWSER
        else:
            self.counts[salt.sign(f"{self.ACT} as", name)] = self.ANYWHERE
            self.counts[salt.sign(f"{self.ACT} as from", name, network)] = OF_A_NAME

    def begin(self):
        """Raises HeldBack when there were too many. The narrowest count is asked first: who is held back by it uses up
        nothing of the others."""
        at = timezone.now()
        for key, limit in reversed(self.counts.items()):
            if wait := Allowance.objects.take(key, at, limit):
                raise HeldBack(wait)

    def succeed(self):
        """What was right was no try."""
        for key in self.counts:
            Allowance.objects.give_back(key)


class TryAtProvider(Try):
    """Somebody who lets the provider say who they are: there is no name yet."""

    def __init__(self, request):
        network = network_of(address_of(request.META))
        self.counts = {salt_of_the_day(timezone.now()).sign(f"{self.ACT} from", network): OF_A_NETWORK}


class TryOfCode(Try):
    ACT, ANYWHERE = "second factor", CODES_ANYWHERE


class TryOfLink(Try):
    """A mail to whoever has the name; each counts."""

    ACT, ANYWHERE = "link", LINKS_ANYWHERE


def is_first_use(user, code: str) -> bool:
    """Who saw a code being typed cannot use it again, at whatever process; a recovery code is used once, too."""
    salt = salt_of_the_day(timezone.now())
    digits = "".join(filter(str.isalnum, code))
    return not Allowance.objects.take(salt.sign("code", str(user.pk), digits), timezone.now(), limit=1)


def cookie_name(request) -> str:
    return "__Secure-known" if request.is_secure() else "known"


def remember(request, response, username: str):
    """Tell the browser that somebody has signed in with this name here."""
    owner, mark = owner_of(username.casefold()), get_random_string(16)
    response.set_cookie(
        cookie_name(request),
        signing.dumps([owner, mark], salt=SALT),
        max_age=KNOWN_SECONDS,
        path="/admin/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def browser_of(cookie: str | None, name: str) -> str:
    """The mark of the browser, where this name has signed in before; else nothing."""
    try:
        owner, mark = signing.loads(cookie or "", salt=SALT, max_age=KNOWN_SECONDS)
    except (signing.BadSignature, ValueError):
        return ""
    return mark if constant_time_compare(owner, owner_of(name)) else ""


def owner_of(name: str) -> str:
    """The cookie does not say who it is."""
    return salted_hmac(SALT, name, algorithm="sha256").hexdigest()
