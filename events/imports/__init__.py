"""Agendas written elsewhere, brought into this one: read, compared, shown, then applied."""
