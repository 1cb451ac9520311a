"""Difficulties and corrective action of a report; the day, note, reserve and verification of evidence; two states of a report."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('progress', '0002_office'),
    ]

    operations = [
        migrations.AddField(
            model_name='evidence',
            name='note',
            field=models.TextField(null=True),
        ),
        migrations.AddField(
            model_name='evidence',
            name='on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='evidence',
            name='reserved',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='evidence',
            name='verification',
            field=models.CharField(choices=[('none', 'None'), ('seen', 'Seen'), ('checked', 'Checked')], default='none', max_length=7),
        ),
        migrations.AddField(
            model_name='report',
            name='corrective_action',
            field=models.TextField(null=True),
        ),
        migrations.AddField(
            model_name='report',
            name='difficulties',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='report',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('published', 'Published')], default='draft', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(('verification__in', ['none', 'seen', 'checked'])), name='evidence_verification_known'),
        ),
    ]
