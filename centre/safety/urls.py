"""Addresses of safety under a centre's root."""

from django.urls import path

from centre.safety import views

branch_urlpatterns = [
    path("sortie/", views.leave_centre, name="exit"),
    path("securite/", views.safety_page, name="safety"),
]
