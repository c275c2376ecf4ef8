from django.urls import path

from kbhelp.search import views

urlpatterns = [
    path("search/", views.search_page, name="search"),
    path("terms/", views.terms_page, name="terms"),
]
