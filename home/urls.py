"""Addresses of the front door under a centre's root."""

from django.urls import path

from home import views
from home.offline import views as offline

branch_urlpatterns = [
    path("recherche/", views.search_page, name="search"),
    path("hors-ligne/", offline.offline_page, name="offline"),
    path("hors-ligne/pack.json", offline.pack, name="offline_pack"),
    path("sw.js", offline.worker, name="offline_worker"),
]
