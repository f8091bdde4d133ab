"""Articles at the desk: the working copy, published by those who may."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from articles.admin_media import Editors
from articles.drafts import draft
from articles.forms import ArticleForm, WithdrawForm
from articles.models import (
    Article,
    ArticleAuthor,
    ArticleSource,
    ArticleWatch,
)
from articles.preview import preview
from record.choosing import Choosing
from record.desk import SealedForm
from record.kinds import State
from record.models import Subject
from sources.admin import TagFilter, TaggedAdmin
from sources.choosing import SourceChoice

PUBLISHING = {"_publish", "_correct"}


class BylineInline(Choosing, admin.TabularInline):
    """The names over an article."""

    model = ArticleAuthor
    extra = 0
    autocomplete_fields = ["author"]
    fields = ["author", "position"]
    is_open = True


class WatchInline(Choosing, admin.TabularInline):
    """What to watch, each with a note."""

    model = ArticleWatch
    extra = 0
    verbose_name = _("watch item")
    autocomplete_fields = ["item"]
    fields = ["item", "note", "position"]
    is_open = True


class SourceInline(Choosing, admin.TabularInline):
    """The sources that matter, each with why."""

    model = ArticleSource
    extra = 0
    verbose_name = _("source")
    autocomplete_fields = ["source"]
    fields = ["source", "why", "credibility", "position"]

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """The source under the words that tell it apart."""
        return super().formfield_for_foreignkey(
            db_field, request, **kwargs, form_class=SourceChoice
        )


class Withdraw(SealedForm):
    """Take an article back, with a reason that its address goes on giving."""

    form_class = WithdrawForm
    permission = "articles.withdraw_article"
    title = _("Withdraw the article")
    button = _("Withdraw it in public")
    done = _("Withdrawn. Its address says so, and why.")

    def say(self, form: WithdrawForm) -> None:
        """Withdraw it."""
        self.object.withdraw(form.cleaned_data["reason"], by=self.request.user)


@admin.register(Article)
class ArticleAdmin(Editors, TaggedAdmin):
    """A screen made for writing. Saving publishes nothing; the other buttons do."""

    is_said_as_saved = False
    form = ArticleForm
    list_display = ["title", "state", "dated_words", "language", "saved_at"]
    list_filter = ["language", "series", TagFilter, "training"]
    search_fields = ["title", "standfirst", "slug"]
    autocomplete_fields = ["series", "cover"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [BylineInline, WatchInline, SourceInline]
    change_form_template = add_form_template = "articles/desk_article.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        """Articles with how they stand with their readers, in the same query."""
        rows = Subject.objects.now().filter(uuid=OuterRef("uuid"))
        return super().get_queryset(request).annotate(standing_state=Subquery(rows.values("state")))

    @admin.display(description=_("state"), ordering="standing_state")
    def state(self, article: Any) -> str:
        """Whether readers can open it."""
        state = article.standing_state
        return str(State(state).label if state else _("not published yet"))

    @admin.display(description=_("date it bears"), ordering="dated_lower")
    def dated_words(self, article: Article) -> str:
        """The date in words."""
        return article.dated.words()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may only look reads the text in the preview, not as HTML in a form."""
        fields = super().get_fields(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fields
        return [name for name in fields if name not in {"body", "notice"}]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Publish what was just saved, where the button says so."""
        super().save_related(request, form, formsets, change)
        if not PUBLISHING & set(request.POST):
            return
        if not request.user.has_perm("articles.publish_article"):
            raise PermissionDenied
        if "_correct" in request.POST:
            form.instance.correct(form.cleaned_data["notice"], by=request.user)
        else:
            form.instance.publish(by=request.user, notice=form.cleaned_data["notice"])
        published = _("Published as revision %d.") % form.instance.next_revision
        self.log_change(request, form.instance, published)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Stay with the text, and say what readers see now."""
        return self._published(request, obj) or super().response_change(request, obj)

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> HttpResponse:
        """The same for an article published as it is first saved."""
        return self._published(request, obj) or super().response_add(request, obj, *args)

    def _published(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        if not PUBLISHING & set(request.POST):
            return None
        words = _("Published as revision %d. Readers see it now.") % article.next_revision
        self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(self.address(article))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With the state of the working copy, and what stands between it and its readers."""
        article = kwargs.get("obj")
        form = context["adminform"].form
        context["is_writing"] = "body" in form.fields
        context["may_publish"] = request.user.has_perm("articles.publish_article")
        if context["is_writing"]:
            context["panel"] = _panel(form, article)
        if article is not None:
            context["draft"] = draft(article)
            context["preview_url"] = self.address(article, "preview")
            context["faults"] = article.unfit()
            context["revisions"] = article.revisions.select_related("made_by")
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        """The screens for a withdrawal and a preview, before Django's own."""
        drawn = path(
            "<int:pk>/preview/",
            self.admin_site.admin_view(preview),
            name="articles_article_preview",
        )
        return [self.screen(Withdraw, "withdraw"), drawn, *super().get_urls()]


def _panel(form: Any, article: Article | None) -> list[tuple[str, Any, Any, list[Any]]]:
    """The folded fields beside the text: name, label, value in short, and the fields."""
    tags = ", ".join(tag.name for tag in article.tags.all()) if article else ""
    series = article.series if article else None
    return [
        (
            "address",
            _("Address and date"),
            article.slug if article else "",
            [form["slug"], form["dated"], form["language"], form["training"]],
        ),
        ("tags", _("Tags"), tags, [form["tags"]]),
        (
            "series",
            _("Series"),
            f"{series}, {article.part}" if article and series else "",
            [form["series"], form["part"]],
        ),
        ("cover", _("Cover"), article.cover if article else "", [form["cover"]]),
    ]
