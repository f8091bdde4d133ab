"""Who works at the desk."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A member of the desk. Ours from the first migration, so that it can grow."""

    def __str__(self) -> str:
        return self.get_full_name() or self.username
