"""Scheduled work: ``manage.py tick`` runs every step that is due, one after the other.

To add a step, when the app that owns it starts (``AppConfig.ready``)::

    from centre.ticking.periods import Every
    from centre.ticking.registry import register_step

    register_step("purge_registers", _("Registrations erased"), Every.DAY, purge_at)

``purge_at(now)`` takes the instant and returns how many things it dealt with. It is called again
after a failure, and after having been cut short: doing it twice does what doing it once does.
"""
