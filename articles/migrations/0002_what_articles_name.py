import django.db.models.deletion
import taggit.managers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("articles", "0001_articles"),
        ("sources", "0001_publishers_sources_tags"),
        ("tracker", "0001_watch_items"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="tags",
            field=taggit.managers.TaggableManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="sources.Tagging",
                to="sources.Tag",
                verbose_name="tags",
            ),
        ),
        migrations.AddField(
            model_name="articleauthor",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="bylines",
                to="articles.article",
            ),
        ),
        migrations.AddField(
            model_name="articlesource",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="listed_sources",
                to="articles.article",
            ),
        ),
        migrations.AddField(
            model_name="articlesource",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="article_uses",
                to="sources.source",
                verbose_name="source",
            ),
        ),
        migrations.AddField(
            model_name="articlewatch",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="watched",
                to="articles.article",
            ),
        ),
        migrations.AddField(
            model_name="articlewatch",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="watched_by",
                to="tracker.watchitem",
                verbose_name="watch item",
            ),
        ),
        migrations.AddField(
            model_name="articleauthor",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bylines",
                to="articles.author",
                verbose_name="author",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="authors",
            field=models.ManyToManyField(
                through="articles.ArticleAuthor", to="articles.author", verbose_name="authors"
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="cover",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="articles.image",
                verbose_name="cover",
            ),
        ),
        migrations.AddField(
            model_name="reference",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="references",
                to="articles.article",
            ),
        ),
        migrations.AddField(
            model_name="reference",
            name="image",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="shown_by",
                to="articles.image",
            ),
        ),
        migrations.AddField(
            model_name="reference",
            name="item",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="shown_by",
                to="tracker.watchitem",
            ),
        ),
        migrations.AddField(
            model_name="reference",
            name="named",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="named_by",
                to="articles.article",
            ),
        ),
        migrations.AddField(
            model_name="reference",
            name="source",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cited_by",
                to="sources.source",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revisions",
                to="articles.article",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="made_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to=settings.AUTH_USER_MODEL,
                verbose_name="made by",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="series",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="articles.series",
                verbose_name="series",
            ),
        ),
        migrations.AddField(
            model_name="reference",
            name="video",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="shown_by",
                to="articles.video",
            ),
        ),
        migrations.AddConstraint(
            model_name="articlesource",
            constraint=models.UniqueConstraint(
                fields=("article", "source"), name="articles_articlesource_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="articlewatch",
            constraint=models.UniqueConstraint(
                fields=("article", "item"), name="articles_articlewatch_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="articleauthor",
            constraint=models.UniqueConstraint(
                fields=("article", "author"), name="articles_articleauthor_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(
                fields=("article", "number"), name="articles_revision_one_per_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                fields=("series", "part"), name="articles_article_one_per_part"
            ),
        ),
    ]
