"""Texts kept to be searched; those already there are folded once."""

import rumo.ground.core.fields
from django.db import migrations


def fold(apps, schema_editor):
    """Fold what is there, a thousand rows at a time."""
    passages = apps.get_model("contributions", "Passage").objects
    batch = []
    for row in passages.exclude(text="", rewording="").only("text", "rewording").iterator(1000):
        row.search = rumo.ground.core.fields.folded(row.text, row.rewording)
        batch.append(row)
        if len(batch) == 1000:
            passages.bulk_update(batch, ["search"])
            batch = []
    passages.bulk_update(batch, ["search"])


class Migration(migrations.Migration):

    dependencies = [
        ("contributions", "0007_cards"),
    ]

    operations = [
        migrations.AddField(
            model_name="passage",
            name="search",
            field=rumo.ground.core.fields.Folded(blank=True, default="", editable=False, of=("text", "rewording")),
        ),
        migrations.RunPython(fold, migrations.RunPython.noop),
    ]
