"""The checks of the ground floor, in the order they are read."""

from django.utils.translation import pgettext_lazy

from centre.backup.health import backup_place, interrupted_restore, last_backup
from centre.doctor import machine, network, optional, site
from centre.doctor.registry import register_check


def register_own_checks() -> None:
    """Declare what any install is asked, and what this one has beside it."""
    register_check("debug", pgettext_lazy("doctor", "Errors"), site.debug)
    register_check("settings", pgettext_lazy("doctor", "Settings"), site.required_settings)
    register_check("migrations", pgettext_lazy("doctor", "Database"), site.migrations)
    register_check("cache", pgettext_lazy("doctor", "Cache"), site.cache)
    register_check("media", pgettext_lazy("doctor", "Files"), machine.media_folder)
    register_check("disk", pgettext_lazy("doctor", "Disk"), machine.disk)
    register_check("permissions", pgettext_lazy("doctor", "Permissions"), machine.permissions)
    register_check("secrets", pgettext_lazy("doctor", "Secrets"), machine.secrets)
    register_check("mail", pgettext_lazy("doctor", "Mail"), network.mail)
    register_check("kept-mail", pgettext_lazy("doctor", "Mails that wait"), network.kept_mails)
    register_check("certificate", pgettext_lazy("doctor", "Certificate"), network.certificate)
    register_check("tick", pgettext_lazy("doctor", "Scheduled work"), site.scheduled_work)
    register_check("backup", pgettext_lazy("doctor", "Last backup"), last_backup)
    register_check("backup-place", pgettext_lazy("doctor", "Backups"), backup_place)
    register_check("restore", pgettext_lazy("doctor", "Restore"), interrupted_restore)
    if optional.has_replica():
        label = pgettext_lazy("doctor", "Copy of the database")
        register_check("replica", label, optional.replica)
    if optional.has_opensearch():
        register_check("opensearch", "OpenSearch", optional.opensearch)
