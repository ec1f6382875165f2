"""Members of staff."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A member of staff. What she may do comes from her groups in a branch."""

    def __str__(self):
        return self.get_full_name() or self.username
