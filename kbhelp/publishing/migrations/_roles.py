"""How migrations grant rights to the two roles; frozen with them, so that a fresh database ends where an old one is.

Permissions are made here, before post_migrate would. Another way of granting is another function.
"""

WRITER, PUBLISHER = "작성자", "발행자"


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


def take_back(apps, role: str, app_label: str, *codenames: str):
    """Take permissions of that name from a group that had them."""
    group = apps.get_model("auth", "Group").objects.filter(name=role).first()
    if group:
        group.permissions.remove(
            *group.permissions.filter(content_type__app_label=app_label, codename__in=codenames)
        )


def grant_editing(apps, app_label: str, *models: str):
    """What both roles may do with working copies; deleting is refused anyway once something was published."""
    for model in models:
        codenames = {f"{verb}_{model}": f"Can {verb} {model}" for verb in ("add", "change", "view", "delete")}
        for role in (WRITER, PUBLISHER):
            grant(apps, role, app_label, model, codenames)
