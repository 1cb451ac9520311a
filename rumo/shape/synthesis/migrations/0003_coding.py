import django.db.models.deletion
import rumo.ground.core.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('consultations', '0002_stamp'),
        ('contributions', '0008_search'),
        ('gatherings', '0006_visit_returned'),
        ('people', '0004_token_for_reports'),
        ('synthesis', '0002_answered'),
    ]

    operations = [
        migrations.CreateModel(
            name='Codebook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=120, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('purpose', models.TextField(blank=True, default='')),
                ('synthetic', models.BooleanField(default=False)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('by', models.CharField(max_length=60)),
                ('at', models.DateTimeField()),
                ('entity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.entity')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='codebook_has_title')],
            },
        ),
        migrations.CreateModel(
            name='CodebookSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.CharField(max_length=60)),
                ('at', models.DateTimeField()),
                ('codebook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='synthesis.codebook')),
                ('consultation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='consultations.consultation')),
                ('gathering', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gatherings.gathering')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('consultation__isnull', False), ('gathering__isnull', True)), models.Q(('consultation__isnull', True), ('gathering__isnull', False)), _connector='OR'), name='codebook_source_is_one_thing'), models.UniqueConstraint(fields=('codebook', 'consultation'), name='codebook_consultation_once'), models.UniqueConstraint(fields=('codebook', 'gathering'), name='codebook_gathering_once')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=rumo.ground.core.fields.public_number, max_length=16, unique=True)),
                ('sentence', models.CharField(max_length=500)),
                ('explanation', models.TextField(blank=True, default='')),
                ('dissent', models.TextField(blank=True, default='')),
                ('language', models.CharField(default='pt', max_length=10)),
                ('state', models.CharField(choices=[('draft', 'por publicar'), ('published', 'publicada'), ('withdrawn', 'retirada')], default='draft', max_length=10)),
                ('counts', models.JSONField(default=dict)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('written_by', models.CharField(max_length=60)),
                ('written_at', models.DateTimeField()),
                ('published_by', models.CharField(blank=True, default='', max_length=60)),
                ('published_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('reason', models.TextField(blank=True, default='')),
                ('codebook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='synthesis.codebook')),
                ('consultation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='consultations.consultation')),
                ('supersedes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='synthesis.finding')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('sentence', ''), _negated=True), name='finding_has_sentence'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('published_by', ''), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('published_at__isnull', False), models.Q(('published_by', ''), _negated=True)), _connector='OR'), name='finding_published_says_by_whom'), models.CheckConstraint(condition=models.Q(('published_by', ''), models.Q(('published_by', models.F('written_by')), _negated=True), _connector='OR'), name='finding_four_eyes'), models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('dissent', ''), _negated=True), _connector='OR'), name='finding_published_states_dissent'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), ('withdrawn_at__isnull', False), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('withdrawn_at__isnull', True)), _connector='OR'), name='finding_withdrawn_says_why'), models.CheckConstraint(condition=models.Q(('supersedes__isnull', True), ('supersedes__lt', models.F('id')), _connector='OR'), name='finding_supersedes_one_before')],
            },
        ),
        migrations.CreateModel(
            name='FindingTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=125)),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='synthesis.finding')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('finding', 'key'), name='finding_tag_once')],
            },
        ),
        migrations.CreateModel(
            name='FindingVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agree', models.PositiveIntegerField(null=True)),
                ('disagree', models.PositiveIntegerField(null=True)),
                ('passed', models.PositiveIntegerField(null=True)),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='synthesis.finding')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='consultations.statement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('finding', 'statement'), name='finding_vote_once')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('coder', models.CharField(max_length=60)),
                ('at', models.DateTimeField()),
                ('codebook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='synthesis.codebook')),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.passage')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('codebook', 'passage', 'coder'), name='passage_read_once')],
            },
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=rumo.ground.core.fields.public_number, max_length=16, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('definition', models.TextField()),
                ('example', models.TextField(blank=True, default='')),
                ('excludes', models.TextField(blank=True, default='')),
                ('state', models.CharField(choices=[('open', 'em uso'), ('merged', 'junto com outro'), ('split', 'dividido'), ('retired', 'posto de lado')], default='open', max_length=8)),
                ('reason', models.TextField(blank=True, default='')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('by', models.CharField(max_length=60)),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('codebook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='synthesis.codebook')),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('codebook', 'name'), name='theme_name_once'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('definition', ''), _negated=True)), name='theme_is_defined'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('ended_at__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='theme_ended_says_when_and_why')],
            },
        ),
        migrations.CreateModel(
            name='FindingTheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='synthesis.finding')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='synthesis.theme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('finding', 'theme'), name='finding_theme_once')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.passage')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='synthesis.finding')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='synthesis.theme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('finding', 'passage', 'theme'), name='evidence_once')],
            },
        ),
        migrations.CreateModel(
            name='Coding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('coder', models.CharField(max_length=60)),
                ('start', models.PositiveIntegerField(default=0)),
                ('end', models.PositiveIntegerField(default=0)),
                ('at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('removed_by', models.CharField(blank=True, default='', max_length=60)),
                ('moved_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='synthesis.coding')),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.passage')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='synthesis.theme')),
            ],
            options={
                'indexes': [models.Index(fields=['passage', 'theme'], name='coding_of_passage')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('theme', 'passage', 'coder'), name='coding_once'), models.CheckConstraint(condition=models.Q(models.Q(('end', 0), ('start', 0)), ('end__gt', models.F('start')), _connector='OR'), name='coding_has_a_span'), models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', True), ('removed_by', '')), models.Q(('removed_at__isnull', False), models.Q(('removed_by', ''), _negated=True)), _connector='OR'), name='coding_removed_says_by_whom')],
            },
        ),
        migrations.CreateModel(
            name='ThemeLineage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.CharField(max_length=60)),
                ('at', models.DateTimeField()),
                ('ancestor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='synthesis.theme')),
                ('descendant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='synthesis.theme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ancestor', 'descendant'), name='lineage_once'), models.CheckConstraint(condition=models.Q(('descendant__gt', models.F('ancestor'))), name='lineage_descendant_is_later')],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('terms', models.JSONField()),
                ('at', models.DateTimeField()),
                ('codebook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='synthesis.codebook')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('codebook', 'position'), name='topic_place')],
            },
        ),
        migrations.CreateModel(
            name='TopicPassage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('near', models.FloatField()),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.passage')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='synthesis.topic')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('topic', 'passage'), name='topic_passage_once')],
            },
        ),
    ]
