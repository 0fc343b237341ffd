"""What guests eat and need is locked under their own keys; what stands of it in the open is locked now and dropped."""

import json
from typing import Any

from django.db import migrations, models

from guanjia.foundation.persons.public import seal_text, unseal_texts

PURPOSE = "conference.wishes"


def lock(apps: Any, schema_editor: Any) -> None:
    """Row by row, without holding all of them; of an erased person nothing is kept."""
    guests = apps.get_model("conference", "Guest").objects
    for guest in guests.exclude(diet="", needs="").select_related("person").iterator():
        if guest.person is not None and guest.person.wrapped_key:
            text = json.dumps([guest.diet, guest.needs], ensure_ascii=False)
            guests.filter(pk=guest.pk).update(wishes=seal_text(guest.person, PURPOSE, text))


def unlock(apps: Any, schema_editor: Any) -> None:
    """The way back."""
    guests = apps.get_model("conference", "Guest").objects
    for guest in guests.exclude(wishes=None).select_related("person").iterator():
        (text,) = unseal_texts([(guest.person, guest.wishes)], PURPOSE) if guest.person else [None]
        diet, needs = json.loads(text) if text else ("", "")
        guests.filter(pk=guest.pk).update(diet=diet, needs=needs)


class Migration(migrations.Migration):
    dependencies = [
        ("conference", "0013_layout_changed_at"),
        ("persons", "__first__"),
    ]

    operations = [
        migrations.AddField(
            model_name="guest",
            name="wishes",
            field=models.BinaryField(blank=True, null=True),
        ),
        migrations.RunPython(lock, unlock),
        migrations.RemoveField(model_name="guest", name="diet"),
        migrations.RemoveField(model_name="guest", name="needs"),
    ]
