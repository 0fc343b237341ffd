"""Who is on duty in the house then and does not enter."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("protected", "0001_protected")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="kept_out",
            field=models.JSONField(default=list),
        ),
    ]
