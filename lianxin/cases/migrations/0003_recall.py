from django.db import migrations, models


class Migration(migrations.Migration):
    """撤回派单 A dispatch that was taken back at once says when."""

    dependencies = [("cases", "0002_final")]

    operations = [
        migrations.AddField(
            model_name="assignment", name="recalled_at", field=models.DateTimeField(null=True)
        ),
    ]
