import django.db.models.deletion
import rumo.ground.core.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contributions', '0007_cards'),
        ('gatherings', '0006_visit_returned'),
        ('people', '0004_token_for_reports'),
        ('practices', '0001_initial'),
        ('synthesis', '0003_coding'),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=120, unique=True)),
                ('synthetic', models.BooleanField(default=False)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('by', models.CharField(max_length=60)),
                ('at', models.DateTimeField()),
                ('entity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.entity')),
            ],
        ),
        migrations.CreateModel(
            name='Clause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12)),
                ('at', models.DateTimeField()),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='guidelines.document')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('document', 'code'), name='clause_code_once')],
            },
        ),
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=rumo.ground.core.fields.public_number, max_length=16, unique=True)),
                ('text', models.TextField()),
                ('why', models.TextField(blank=True, default='')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('by', models.CharField(max_length=60)),
                ('at', models.DateTimeField()),
                ('decision', models.CharField(blank=True, choices=[('', 'por decidir'), ('accepted', 'aceite'), ('partly', 'aceite em parte'), ('rejected', 'não aceite')], default='', max_length=8)),
                ('reason', models.TextField(blank=True, default='')),
                ('decided_by', models.CharField(blank=True, default='', max_length=60)),
                ('decided_at', models.DateTimeField(null=True)),
                ('clause', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='guidelines.clause')),
                ('contribution', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.contribution')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='guidelines.document')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='suggestion_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by', ''), ('decision', '')), models.Q(models.Q(('decision', ''), _negated=True), ('decided_at__isnull', False), models.Q(('reason', ''), _negated=True), models.Q(('decided_by', ''), _negated=True)), _connector='OR'), name='suggestion_decided_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=rumo.ground.core.fields.public_number, max_length=16, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('summary', models.TextField(blank=True, default='')),
                ('changes', models.TextField(blank=True, default='')),
                ('language', models.CharField(default='pt', max_length=10)),
                ('state', models.CharField(choices=[('draft', 'em preparação'), ('submitted', 'à espera de aprovação'), ('published', 'publicada')], default='draft', max_length=10)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('written_by', models.CharField(max_length=60)),
                ('written_at', models.DateTimeField()),
                ('returned', models.TextField(blank=True, default='')),
                ('published_by', models.CharField(blank=True, default='', max_length=60)),
                ('published_at', models.DateTimeField(null=True)),
                ('effective_on', models.DateField(null=True)),
                ('superseded_at', models.DateTimeField(null=True)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='guidelines.document')),
            ],
            options={
                'ordering': ['document', 'number'],
                'constraints': [models.UniqueConstraint(fields=('document', 'number'), name='guidelines_version_once'), models.UniqueConstraint(condition=models.Q(('published_at__isnull', True)), fields=('document',), name='guidelines_one_in_the_making'), models.UniqueConstraint(condition=models.Q(('published_at__isnull', False), ('superseded_at__isnull', True)), fields=('document',), name='guidelines_one_in_force'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='guidelines_have_title'), models.CheckConstraint(condition=models.Q(models.Q(('effective_on__isnull', False), ('published_at__isnull', False), ('state', 'published'), models.Q(('published_by', ''), _negated=True)), models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', True), ('published_by', ''), ('superseded_at__isnull', True)), _connector='OR'), name='guidelines_published_says_by_whom'), models.CheckConstraint(condition=models.Q(('published_by', ''), models.Q(('published_by', models.F('written_by')), _negated=True), _connector='OR'), name='guidelines_four_eyes')],
            },
        ),
        migrations.CreateModel(
            name='ClauseVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('section', 'secção'), ('clause', 'orientação')], default='clause', max_length=7)),
                ('position', models.PositiveIntegerField()),
                ('depth', models.PositiveSmallIntegerField(default=0)),
                ('heading', models.CharField(blank=True, default='', max_length=300)),
                ('text', models.TextField(blank=True, default='')),
                ('plain', models.TextField(blank=True, default='')),
                ('level', models.CharField(blank=True, default='', max_length=16)),
                ('search', models.TextField(blank=True, default='')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('clause', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='guidelines.clause')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='guidelines.version')),
            ],
            options={
                'ordering': ['version', 'position'],
                'constraints': [models.UniqueConstraint(fields=('version', 'clause'), name='clause_once_a_version'), models.UniqueConstraint(fields=('version', 'position'), name='clause_place'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'section'), models.Q(('heading', ''), _negated=True)), models.Q(('kind', 'clause'), models.Q(('text', ''), _negated=True)), _connector='OR'), name='clause_says_something'), models.CheckConstraint(condition=models.Q(('depth__lte', 3)), name='clause_depth')],
            },
        ),
        migrations.CreateModel(
            name='Basis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.CharField(max_length=60)),
                ('at', models.DateTimeField()),
                ('contribution', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.contribution')),
                ('finding', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='synthesis.finding')),
                ('gathering', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gatherings.gathering')),
                ('practice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.practice')),
                ('clause', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='guidelines.clause')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('clause', 'finding'), name='clause_basis_finding_once'), models.UniqueConstraint(fields=('clause', 'practice'), name='clause_basis_practice_once'), models.UniqueConstraint(fields=('clause', 'gathering'), name='clause_basis_gathering_once'), models.UniqueConstraint(fields=('clause', 'contribution'), name='clause_basis_contribution_once'), models.CheckConstraint(condition=models.Q(models.Q(('contribution', None), ('finding__isnull', False), ('gathering', None), ('practice', None)), models.Q(('contribution', None), ('finding', None), ('gathering', None), ('practice__isnull', False)), models.Q(('contribution', None), ('finding', None), ('gathering__isnull', False), ('practice', None)), models.Q(('contribution__isnull', False), ('finding', None), ('gathering', None), ('practice', None)), _connector='OR'), name='clause_basis_is_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='ClauseTranslation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=10)),
                ('heading', models.CharField(blank=True, default='', max_length=300)),
                ('text', models.TextField(blank=True, default='')),
                ('plain', models.TextField(blank=True, default='')),
                ('state', models.CharField(choices=[('machine', 'tradução automática'), ('human', 'traduzida'), ('reviewed', 'traduzida e revista')], max_length=8)),
                ('by', models.CharField(max_length=60)),
                ('at', models.DateTimeField()),
                ('clause', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='guidelines.clause')),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('clause', 'digest', 'language'), name='clause_translation_once'), models.CheckConstraint(condition=models.Q(('heading', ''), ('text', ''), _negated=True), name='clause_translation_says_something')],
            },
        ),
        migrations.CreateModel(
            name='ClauseTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=125)),
                ('said', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='guidelines.clauseversion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('said', 'key'), name='clause_tag_once')],
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=20)),
                ('position', models.PositiveSmallIntegerField()),
                ('question', models.CharField(max_length=500)),
                ('check_key', models.CharField(blank=True, default='', max_length=40)),
                ('said', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='guidelines.clauseversion')),
            ],
            options={
                'ordering': ['said', 'position'],
                'constraints': [models.UniqueConstraint(fields=('said', 'key'), name='criterion_key_once'), models.UniqueConstraint(fields=('said', 'position'), name='criterion_place'), models.CheckConstraint(condition=models.Q(('question', ''), _negated=True), name='criterion_asks_something')],
            },
        ),
    ]
