"""What Django's own record holds becomes ours: there is one history."""

import json

from django.db import migrations

KINDS = {1: "add", 2: "change", 3: "delete"}
BATCH = 500


def carry_over(apps, schema_editor):
    alias = schema_editor.connection.alias
    entries = apps.get_model("admin", "LogEntry").objects.using(alias).select_related("user", "content_type")
    acts = apps.get_model("audit", "Act").objects.using(alias)
    acts.bulk_create((act_of(acts.model, one) for one in entries.order_by("pk").iterator(BATCH)), batch_size=BATCH)


def act_of(model, entry):
    kind = entry.content_type
    return model(
        at=entry.action_time,
        kind=KINDS[entry.action_flag],
        user_id=entry.user_id,
        user_name=entry.user.username,
        model=f"{kind.app_label}.{kind.model}" if kind else "",
        number=(entry.object_id or "")[:64],
        name=entry.object_repr,
        said=sentence(entry),
    )


def sentence(entry) -> str:
    """Entries of before our own words are JSON."""
    if entry.action_flag == 3:
        return "지움"
    try:
        changes = json.loads(entry.change_message)
    except ValueError:
        return entry.change_message
    return ". ".join("새로 만듦" if "added" in one else "고침" for one in changes) if changes else "고침"


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("admin", "0003_logentry_add_action_flag_choices")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
