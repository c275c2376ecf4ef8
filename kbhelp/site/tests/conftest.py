"""What tests of the site's own words begin with."""

import pytest
from django.test import Client

from kbhelp.site.models import SiteProfile
from kbhelp.site.tests.making import make_site
from tests.making import make_publisher


@pytest.fixture
def site(db) -> SiteProfile:
    return make_site()


@pytest.fixture
def publisher(db) -> Client:
    client = Client()
    client.force_login(make_publisher())
    return client
