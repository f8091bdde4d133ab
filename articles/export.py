"""The sources of one article as a file of citations."""

from uuid import UUID

from django.urls import reverse

from articles.body import references
from record.kinds import Kind
from record.models import Subject
from sources.export_views import Export


class ArticleSourcesExport(Export):
    """The sources that an article cites, in order of first mention, then the others that matter."""

    def rows(self) -> list[Subject]:
        """Each source once, whatever name it was cited under."""
        article = self.reading.get(Kind.ARTICLE, self.kwargs["slug"])
        cited = references(article.data["body"]).sources
        matter = [UUID(use["source"]) for use in article.data["sources"]]
        found = self.reading.resolve([*cited, *matter])
        rows = (found[uuid] for uuid in (*cited, *matter) if uuid in found)
        return list({row.uuid: row for row in rows}.values())

    def name(self) -> str:
        """With the article's short name."""
        return f"{self.kwargs['slug']}-sources"

    def moved_to(self, subject: Subject) -> str:
        """The sources of the article at its new address."""
        return reverse("article-sources", args=[subject.slug, self.kwargs["ending"]])
