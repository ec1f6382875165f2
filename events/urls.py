"""Addresses of the agenda under a centre's root."""

from django.urls import path

from events import converters, feed_views, views
from events.kit import public
from events.register import views as register_views

converters.register()

branch_urlpatterns = [
    path("agenda/<slug:slug>/affiche/", public.poster, name="event_poster"),
    path("agenda/<slug:slug>/feuillet/", public.leaflet, name="event_leaflet"),
    path("agenda/mois/<month:first>/", views.month_view, name="event_month"),
    path("agenda/archives/<year:year>/", views.archive_view, name="event_archive"),
    path("agenda.ics", feed_views.agenda_ics, name="agenda_ics"),
    path("agenda/atom.xml", feed_views.agenda_atom, name="agenda_atom"),
    path("agenda/theme/<slug:slug>.ics", feed_views.theme_ics, name="theme_ics"),
    path(
        "agenda/<slug:slug>/<recurrence:recurrence_id>.ics",
        feed_views.occurrence_ics,
        name="occurrence_ics",
    ),
    path("agenda/<slug:slug>.ics", feed_views.event_ics, name="event_ics"),
    path("agenda/<slug:slug>/inscription/", register_views.enrolment_form, name="enrolment_form"),
    path(
        "agenda/<slug:slug>/inscription/<slug:reference>/",
        register_views.enrolment_receipt,
        name="enrolment_receipt",
    ),
]
