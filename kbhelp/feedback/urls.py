from django.urls import path

from kbhelp.feedback import views

urlpatterns = [
    path("feedback/", views.vote, name="vote"),
    path("search/opened/", views.opened, name="search_opened"),
]
