from django.urls import include, path

from kbhelp.urls import handler400, handler403, handler404, handler500
from kbhelp.urls import urlpatterns as of_the_site

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
urlpatterns = [path("", include("tests.handouts.urls")), *of_the_site]
