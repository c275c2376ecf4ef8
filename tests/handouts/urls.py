from django.urls import path

from tests.handouts import views

urlpatterns = [
    path("handouts/", views.handout_list, name="handout_list"),
    path("handouts/<slug:slug>/", views.handout_page, name="handout_page"),
]
