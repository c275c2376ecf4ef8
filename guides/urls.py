from django.urls import path

from guides import api, views

urlpatterns = [
    path("guides/", views.guide_list, name="guide_list"),
    path("guides/<slug:slug>.md", views.guide_twin, name="guide_twin"),
    path("guides/<slug:slug>/", views.guide_page, name="guide_page"),
    path("guides/<slug:slug>/steps/", views.guide_steps, name="guide_steps"),
    path("tables/<slug:slug>.md", views.table_twin, name="table_twin"),
    path("tables/<slug:slug>/", views.table_page, name="table_page"),
    path("tables/<slug:slug>/steps/<slug:key>/", views.row_steps, name="row_steps"),
    path("diagnose/", views.diagnosis, name="diagnosis"),
    path("api/v1/diagnosis/", api.diagnosis, name="api_diagnosis"),
    path("call-note/", views.call_note, name="call_note"),
    path("slip/", views.slip, name="slip"),
    path("checklists/", views.checklist_list, name="checklist_list"),
    path("checklists/<slug:slug>.md", views.checklist_twin, name="checklist_twin"),
    path("checklists/<slug:slug>/", views.checklist_page, name="checklist_page"),
]
