from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.decorators.http import require_safe

from guides import diagnosis
from kbhelp.editing import views as editing
from kbhelp.editing.copies import shared
from kbhelp.editing.picker import picker
from kbhelp.site import (
    feeds,
    handover,
    health,
    look,
    media,
    numbers,
    offline,
    robots,
    sitemaps,
    style_page,
    views,
    widget,
)

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("guides.urls")),
    path("", include("faq.urls")),
    path("", include("kbhelp.search.urls")),
    path("", include("kbhelp.feedback.urls")),
    path("", include("kbhelp.notices.urls")),
    path("api/v1/", include("kbhelp.api.urls")),
    path("sources/", views.sources, name="sources"),
    path("about/", views.profile_page("about"), name="about"),
    path("privacy/", views.profile_page("privacy"), name="privacy"),
    path("accessibility/", views.profile_page("accessibility"), name="accessibility"),
    path("favicon.ico", look.favicon, name="favicon"),
    path("apple-touch-icon.png", look.touch_icon, name="touch_icon"),
    path("look/<slug:name>.css", look.look, {"extension": "css"}, name="styles_in_colour"),
    path("look/<slug:name>.svg", look.look, {"extension": "svg"}, name="mark_in_colour"),
    path("robots.txt", robots.robots, name="robots"),
    path("readyz", health.ready, name="ready"),
    path("metrics", numbers.numbers, name="numbers"),
    path("llms.txt", robots.llms, name="llms"),
    path("handover/", handover.handover, name="handover"),
    path("offline.js", offline.worker, name="worker"),
    path("widget.js", widget.widget, name="widget"),
    path("offline/", offline.offline, name="offline"),
    path("feed/", require_safe(feeds.Changes()), name="feed"),
    path(".well-known/security.txt", robots.security_txt, name="security_txt"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.part, name="sitemap_part"),
    path("media/<path:name>", media.media, name="media"),
    path("preview/<str:token>/", shared, name="shared"),
    path("desk/markdown/", editing.markdownify, name="markdownx_markdownify"),
    path("desk/picker/", picker, name="picker"),
    path("desk/upload/", editing.upload, name="markdownx_upload"),
    path("admin/moving/", include("kbhelp.moving.urls")),
    path("admin/", include("kbhelp.signin.urls")),
    path("admin/", admin.site.urls),
]
if settings.DEBUG:
    urlpatterns.append(path("style/", style_page.style, {"diagnosis": diagnosis}, name="style"))

handler400 = "kbhelp.site.errors.bad_request"
handler403 = "kbhelp.site.errors.refused"
handler404 = "kbhelp.site.errors.not_found"
handler500 = "kbhelp.site.errors.broken"
