from django.conf import settings
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.decorators.http import require_safe

from guides import diagnosis
from kbhelp import editing, machines, media, pages, style
from kbhelp.sitemap import SITEMAPS

urlpatterns = [
    path("", pages.home, name="home"),
    path("", include("guides.urls")),
    path("", include("faq.urls")),
    path("", include("kbhelp.search.urls")),
    path("", include("kbhelp.feedback.urls")),
    path("", include("kbhelp.notices.urls")),
    path("sources/", pages.sources, name="sources"),
    path("about/", pages.plain("about.html"), name="about"),
    path("privacy/", pages.plain("privacy.html"), name="privacy"),
    path("accessibility/", pages.plain("accessibility.html"), name="accessibility"),
    path("robots.txt", machines.robots, name="robots"),
    path("llms.txt", machines.llms, name="llms"),
    path("feed/", require_safe(machines.Changes()), name="feed"),
    path(".well-known/security.txt", machines.security_txt, name="security_txt"),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("media/<path:name>", media.media, name="media"),
    path("desk/markdown/", editing.markdownify, name="markdownx_markdownify"),
    path("desk/upload/", editing.upload, name="markdownx_upload"),
    path("admin/", admin.site.urls),
]
if settings.DEBUG:
    urlpatterns.append(path("style/", style.style, {"diagnosis": diagnosis}, name="style"))

handler400 = "kbhelp.errors.bad_request"
handler403 = "kbhelp.errors.refused"
handler404 = "kbhelp.errors.not_found"
handler500 = "kbhelp.errors.broken"
