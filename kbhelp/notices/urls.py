from django.urls import path

from kbhelp.notices import views

urlpatterns = [
    path("notices/", views.notice_list, name="notice_list"),
    path("notices/<int:number>/", views.notice, name="notice"),
]
