from django.urls import path

from faq import views

urlpatterns = [
    path("faq/", views.faq_list, name="faq_list"),
    path("faq/<slug:slug>.md", views.faq_twin, name="faq_twin"),
    path("faq/<slug:slug>/", views.faq_entry, name="faq_entry"),
]
