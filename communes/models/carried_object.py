"""Under which name something of a commune travels from one install to another."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from centre.models import Branch


class CarriedObject(models.Model):
    """The name that a page or an object of ``branch`` bears in archives, wherever it was made.

    ``received`` is the fingerprint of what the last archive said of it, ``left_as`` that of what
    it was once imported: when it is another one today, somebody has edited it here.
    """

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="carried_objects")
    model = models.CharField(max_length=60)
    object_id = models.PositiveBigIntegerField()
    key = models.CharField(max_length=64)
    received = models.CharField(max_length=64, blank=True)
    left_as = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("object carried between installs")
        verbose_name_plural = _("objects carried between installs")
        constraints = [
            models.UniqueConstraint(fields=["model", "key"], name="one_carried_object_per_key")
        ]
        indexes = [models.Index(fields=["branch", "model"], name="carried_objects_of_branch")]

    def __str__(self):
        return f"{self.model} {self.key}"
