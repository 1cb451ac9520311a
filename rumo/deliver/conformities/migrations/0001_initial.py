import django.db.models.deletion
import rumo.ground.core.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('guidelines', '0001_initial'),
        ('plans', '0008_clause_basis'),
    ]

    operations = [
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=rumo.ground.core.fields.public_number, max_length=16, unique=True)),
                ('state', models.CharField(choices=[('draft', 'em preparação'), ('submitted', 'à espera de apreciação'), ('published', 'publicada')], default='draft', max_length=9)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('written_by', models.CharField(max_length=60)),
                ('written_at', models.DateTimeField()),
                ('returned', models.TextField(blank=True, default='')),
                ('published_by', models.CharField(blank=True, default='', max_length=60)),
                ('published_at', models.DateTimeField(null=True)),
                ('superseded_at', models.DateTimeField(null=True)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.plan')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='guidelines.version')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('published_at__isnull', True)), fields=('plan',), name='conformity_one_in_the_making'), models.UniqueConstraint(condition=models.Q(('published_at__isnull', False), ('superseded_at__isnull', True)), fields=('plan',), name='conformity_one_in_force'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('state', 'published'), models.Q(('published_by', ''), _negated=True)), models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', True), ('published_by', ''), ('superseded_at__isnull', True)), _connector='OR'), name='conformity_published_says_by_whom'), models.CheckConstraint(condition=models.Q(('published_by', ''), models.Q(('published_by', models.F('written_by')), _negated=True), _connector='OR'), name='conformity_four_eyes')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(blank=True, choices=[('', 'por responder'), ('met', 'cumpre'), ('partly', 'cumpre em parte'), ('not_met', 'não cumpre'), ('not_applicable', 'não se aplica')], default='', max_length=14)),
                ('justification', models.TextField(blank=True, default='')),
                ('machine', models.JSONField(default=dict)),
                ('review', models.CharField(blank=True, choices=[('', 'por apreciar'), ('agree', 'de acordo'), ('disagree', 'em desacordo')], default='', max_length=8)),
                ('note', models.TextField(blank=True, default='')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='guidelines.criterion')),
                ('measure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.measure')),
                ('check_of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='conformities.check')),
            ],
            options={
                'ordering': ['check_of', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('check_of', 'criterion'), name='conformity_answer_once'), models.CheckConstraint(condition=models.Q(('verdict__in', ['', 'met']), models.Q(('justification', ''), _negated=True), _connector='OR'), name='conformity_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('review', 'disagree'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='conformity_disagreement_says_why')],
            },
        ),
    ]
