"""The two roles and how a migration grants them rights: permissions are made here, before post_migrate would."""

WRITER = "작성자"
PUBLISHER = "발행자"


def grant(apps, role: str, app_label: str, model: str, codenames: dict[str, str]):
    """Give the group of that name the permissions {codename: name} of one model."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=role)
    for codename, name in codenames.items():
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        group.permissions.add(permission)


def grant_editing(apps, app_label: str, *models: str):
    """What both roles may do with working copies; deleting is refused anyway once something was published."""
    for model in models:
        codenames = {f"{verb}_{model}": f"Can {verb} {model}" for verb in ("add", "change", "view", "delete")}
        for role in (WRITER, PUBLISHER):
            grant(apps, role, app_label, model, codenames)
