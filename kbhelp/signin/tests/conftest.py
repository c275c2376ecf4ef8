import pytest
from allauth.socialaccount.models import SocialAccount

from kbhelp.environment import Provider as Named
from kbhelp.signin.tests.person import BACK, Person
from tests.identity import CLIENT, SECRET, Provider, number_of
from tests.making import make_writer


@pytest.fixture(scope="session")
def running_provider(tmp_path_factory):
    provider = Provider(tmp_path_factory.mktemp("provider"), f"http://testserver{BACK}")
    yield provider
    provider.stop()


@pytest.fixture
def provider(running_provider, settings):
    """A site at which a provider is set, and that provider."""
    settings.SITE_URL = "http://testserver"
    settings.PROVIDER = Named(running_provider.issuer, CLIENT, SECRET, "회사 계정")
    return running_provider


@pytest.fixture
def kim(provider):
    """A writer who has connected their account and signed out."""
    SocialAccount.objects.create(user=make_writer(), provider=provider.issuer, uid=number_of("kim"))
    return Person()
