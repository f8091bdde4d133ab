"""The desk's six groups and what each may do: the table of docs/adr/0003-who-may-do-what.md."""

from functools import cache, partial
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# The model's verbs in one word: v(iew), a(dd), c(hange), d(elete).
VERBS = {"v": "view", "a": "add", "c": "change", "d": "delete"}

NAMES = {
    "ask_second_person": "Can say which tracks need a second person",
    "change_status": "Can open items and say their status in public",
    "publish_article": "Can publish and update articles",
    "withdraw_article": "Can withdraw articles",
    "retract_source": "Can say that a source was retracted, downgraded or stands",
    "merge_source": "Can merge two sources",
    "merge_tag": "Can merge two tags",
    "confirm_erasure": "Can confirm or refuse erasures that others asked for",
}

READ = {
    "sources.source": "v",
    "sources.publisher": "v",
    "sources.rating": "v",
    "sources.tag": "v",
    "sources.capture": "v",
    "sources.linkcheck": "v",
    "sources.importrun": "v",
    "tracker.watchitem": "v",
    "tracker.track": "v",
    "tracker.lane": "v",
    "articles.article": "v",
    "articles.articleauthor": "v",
    "articles.articlesource": "v",
    "articles.articlewatch": "v",
    "articles.author": "v",
    "articles.series": "v",
    "articles.image": "v",
    "articles.video": "v",
    "record.entry": "v",
}

WRITE = {
    "sources.source": "acd",
    "sources.publisher": "a",
    "sources.tag": "a",
    "sources.capture": "a",
    "sources.importrun": "a",
    "articles.article": "ac",
    "articles.articleauthor": "acd",
    "articles.articlesource": "acd",
    "articles.articlewatch": "acd",
    "articles.image": "ac",
    "articles.video": "ac",
}

EDIT = {
    "sources.publisher": "acd",
    "sources.rating": "a",
    "sources.tag": "acd merge_tag",
    "sources.source": "retract_source merge_source",
    "articles.article": "d",
    "articles.author": "acd",
    "articles.series": "acd",
    "articles.image": "d",
    "articles.video": "d",
}

PUBLISH = {
    "articles.article": "publish_article withdraw_article",
    "watchdesk.desk": "vac",
    "watchdesk.page": "vacd",
}

TRACK = {
    "sources.source": "ac",
    "sources.publisher": "ac",
    "sources.rating": "a",
    "sources.tag": "a",
    "sources.capture": "a",
    "sources.importrun": "a",
    "tracker.watchitem": "acd change_status",
    "tracker.track": "ac",
    "tracker.lane": "acd",
    "tracker.criteria": "a",
    "tracker.event": "a",
    "tracker.milestone": "a",
    "tracker.milestonedate": "a",
}

RUN = {
    "record.erasure": "va confirm_erasure",
    "tracker.track": "ask_second_person",
    "accounts.user": "vac",
    "auth.group": "v",
    "admin.logentry": "v",
}

GROUPS = {
    "Writer": [READ, WRITE],
    "Editor": [READ, WRITE, EDIT],
    "Publishing editor": [READ, WRITE, EDIT, PUBLISH],
    "Tracker staff": [READ, TRACK],
    "Partner manager": [READ],
    "Administrator": [READ, WRITE, EDIT, PUBLISH, TRACK, RUN],
}


def make_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the groups with their permissions. The rows that Django makes after it are made here."""
    group_model = apps.get_model("auth", "Group")
    # Most are of several groups, and asked for once.
    permission = cache(partial(_permission, apps))
    for name, tables in GROUPS.items():
        group, _made = group_model.objects.get_or_create(name=name)
        rights = [right for table in tables for right in table.items()]
        group.permissions.add(
            *(
                permission(model, codename, words)
                for model, letters in rights
                for codename, words in _codenames(model, letters)
            )
        )


def _codenames(model: str, rights: str) -> list[tuple[str, str]]:
    """(codename, name) of each right in a line such as `ac publish_article`."""
    name = model.partition(".")[2]
    found = []
    for word in rights.split():
        if word in NAMES:
            found.append((word, NAMES[word]))
            continue
        verbs = [VERBS[letter] for letter in word]
        found += [(f"{verb}_{name}", f"Can {verb} {name}") for verb in verbs]
    return found


def _permission(apps: Apps, model: str, codename: str, words: str) -> Any:
    app_label, _dot, name = model.partition(".")
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=name
    )
    permission, _made = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": words}
    )
    return permission


class Migration(migrations.Migration):
    """Groups; what each may do is kept in step by later migrations alone."""

    dependencies = [
        ("accounts", "0001_users"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("articles", "0001_articles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("record", "0002_entries_and_projection"),
        ("sources", "0001_publishers_sources_tags"),
        ("tracker", "0001_watch_items"),
        ("watchdesk", "0001_desk_and_pages"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
