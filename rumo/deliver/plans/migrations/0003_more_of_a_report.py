"""The plan stays in force until replaced; what became of the measures of the former generation."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0002_office'),
    ]

    operations = [
        migrations.AddField(
            model_name='planversion',
            name='until_replaced',
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name='Carried',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('from_key', models.CharField(db_index=True, max_length=200)),
                ('fate', models.CharField(choices=[('continued', 'Continued'), ('merged', 'Merged'), ('abandoned', 'Abandoned')], max_length=9)),
                ('reason', models.TextField(null=True)),
                ('into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.measure')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.planversion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('version', 'from_key', 'into'), name='carried_once'), models.UniqueConstraint(condition=models.Q(('into__isnull', True)), fields=('version', 'from_key'), name='carried_abandoned_once'), models.CheckConstraint(condition=models.Q(models.Q(('fate', 'abandoned'), ('into__isnull', True)), models.Q(('fate__in', ['continued', 'merged']), ('into__isnull', False)), _connector='OR'), name='carried_into_unless_abandoned'), models.CheckConstraint(condition=models.Q(models.Q(('fate', 'abandoned'), _negated=True), models.Q(('reason__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='carried_abandoned_says_why')],
            },
        ),
    ]
