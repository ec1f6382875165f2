"""Addresses of the directory under a centre's root."""

from django.urls import path

from services import views

branch_urlpatterns = [
    path("besoins/<slug:slug>/", views.need_detail, name="need"),
    path("lieux/<slug:slug>/", views.place_detail, name="place"),
    path("organisations/<slug:slug>/", views.organisation_detail, name="organisation"),
    path("numeros-utiles/", views.help_lines, name="help_lines"),
    path("imprimer/services/", views.print_directory, name="print_directory"),
    path("imprimer/sms/", views.print_cards, name="print_cards"),
]
