from django.contrib import admin
from django.urls import path

from kbhelp.moving import views

urlpatterns = [
    path("", admin.site.admin_view(views.moving), name="moving"),
    path("export/", admin.site.admin_view(views.export), name="moving_export"),
    path("preview/", admin.site.admin_view(views.preview), name="moving_preview"),
    path("import/", admin.site.admin_view(views.bring), name="moving_import"),
]
