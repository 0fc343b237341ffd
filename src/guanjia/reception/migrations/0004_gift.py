"""A gift after the meeting is one of the things arranged."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reception", "0003_words_and_letter")]

    operations = [
        migrations.AlterField(
            model_name="logisticsline",
            name="kind",
            field=models.CharField(
                choices=[
                    ("ticket", "Flight or train"),
                    ("car", "Car and driver"),
                    ("gate", "Plate at the gate, for the hour"),
                    ("lift", "Lift held"),
                    ("lounge", "Rest room"),
                    ("room", "Room for the night"),
                    ("meal", "Meal arranged"),
                    ("medical", "Medical standby"),
                    ("entry", "Order of entry"),
                    ("gift", "Gift after the meeting"),
                ],
                max_length=12,
            ),
        ),
    ]
