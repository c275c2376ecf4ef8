from django.urls import path

from kbhelp.api import views

urlpatterns = [
    path("", views.index, name="api_index"),
    path("documents/", views.documents, name="api_documents"),
    path("documents/<int:number>/", views.document_by_number, name="api_document_by_number"),
    path("documents/<slug:kind>/<slug:slug>/", views.document, name="api_document"),
    path("search/", views.search, name="api_search"),
    path("notices/", views.notices, name="api_notices"),
    path("openapi.json", views.description, name="api_openapi"),
]
