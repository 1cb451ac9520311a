"""When a letter may be tried, and up to when time was moved on."""

from typing import Any

from django.db import migrations, models
from django.db.models import F


def at_once(apps: Any, _editor: Any) -> None:
    """Let letters already there be tried at once."""
    apps.get_model("outbox", "Message").objects.update(due_at=F("posted_at"))


class Migration(migrations.Migration):
    """A column of letters, a table of how far time has come."""

    dependencies = (("outbox", "0001_initial"),)

    operations = (
        migrations.CreateModel(
            name="Ticked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, unique=True)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddField("message", "due_at", models.DateTimeField(null=True)),
        migrations.RunPython(at_once, migrations.RunPython.noop),
        migrations.AlterField("message", "due_at", models.DateTimeField()),
        migrations.AddIndex(
            "message",
            models.Index(
                condition=models.Q(("given_up_at__isnull", True), ("sent_at__isnull", True)),
                fields=["due_at"],
                name="message_waiting",
            ),
        ),
    )
