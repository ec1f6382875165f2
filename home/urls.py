"""Addresses of the front door under a centre's root."""

from django.urls import path

from home import views

branch_urlpatterns = [path("recherche/", views.search_page, name="search")]
