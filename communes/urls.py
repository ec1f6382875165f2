"""Addresses of the portal that are not pages of the tree.

Those of safety, help numbers and needs are where each centre has them, so one component leads
to either.
"""

from django.urls import path

from centre.safety.urls import branch_urlpatterns as safety_urlpatterns
from communes import views

portal_urlpatterns = [
    *safety_urlpatterns,
    path("numeros-utiles/", views.help_lines, name="help_lines"),
    path("services/", views.services, name="portal_services"),
    path("besoins/<slug:slug>/", views.need_detail, name="need"),
    path("agenda/", views.agenda, name="portal_agenda"),
    path("acteurs/", views.actors, name="portal_actors"),
    path("acteurs/csv/", views.actors_csv, name="portal_actors_csv"),
]
