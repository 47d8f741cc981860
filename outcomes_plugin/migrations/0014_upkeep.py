from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes_plugin', '0013_relay'),
    ]

    operations = [
        migrations.CreateModel(
            name='PeriodicRun',
            fields=[
                ('task', models.CharField(max_length=100, primary_key=True, serialize=False)),
                ('begun_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
            ],
        ),
    ]
