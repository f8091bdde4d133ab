"""The six people of the demo desk, each in the group whose work they show."""

import os
import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

# Each account with its group.
ACCOUNTS = {
    "writer": "Writer",
    "editor": "Editor",
    "publisher": "Publishing editor",
    "staff": "Tracker staff",
    "partners": "Partner manager",
    "admin": "Administrator",
}


@transaction.atomic
def make() -> dict[str, str]:
    """Make the accounts that are missing; returns their passwords by name.

    `DEMO_PASSWORD` is everybody's; without it each gets a random one, which is kept nowhere.
    """
    chosen = os.environ.get("DEMO_PASSWORD", "")
    users = get_user_model()._default_manager
    made: dict[str, str] = {}
    hashed: dict[str, str] = {}
    for name, group in ACCOUNTS.items():
        if users.filter(username=name).exists():
            continue
        password = made[name] = chosen or secrets.token_urlsafe(12)
        # Hashing is slow on purpose: one password is hashed once.
        if password not in hashed:
            hashed[password] = make_password(password)
        user = users.create(
            username=name,
            email=f"{name}@watchdesk.example",
            password=hashed[password],
            is_staff=True,
        )
        user.groups.add(Group.objects.get(name=group))
    return made
