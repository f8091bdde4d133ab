"""One box for one source: typed words find it, a pasted address with a title enters it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.choosing import choice_words
from sources.desk_alike import SHOWN_AT_ONCE
from sources.models import Source
from sources.naming import Named, named_in
from sources.pasting import LONGEST_TITLE, kept_under
from sources.source_form import SourceForm

# What is chosen where a pasted address is none of those that it may be.
NEW = "new"
LONGEST = 3000


class NewSource(SourceForm):
    """A source known by its address, or a number, and its title. The ledger's rules hold."""

    authors = None  # type: ignore[assignment]
    languages = None  # type: ignore[assignment]

    class Meta(SourceForm.Meta):
        fields = ["title", "csl_type", "publisher", "url", "doi", "ecli", "celex", "docket"]

    def enter(self) -> Source:
        """Keep it, inside the open write; returns it, or the one that was quicker.

        Once more where the first write came to nothing.
        """
        known = kept_under(self.cleaned_data)
        if known:
            return known
        self.instance.pk, self.instance._state.adding = None, True
        try:
            with transaction.atomic():
                entered: Source = self.save()
                return entered
        except IntegrityError:
            known = kept_under(self.cleaned_data)
            if known is None:
                raise
            return known


class SourceBox(forms.Form):
    """The box, what was chosen for the words in it, and the title of a new source.

    It may begin with a `source`, by its key. That answers the box as long as the box says what
    `source_for` says: whoever types on means something else. After cleaning, `found` is the source
    that is kept, `begun` a new one.
    """

    typed = forms.CharField(
        label=gettext_lazy("Source"),
        required=False,
        max_length=LONGEST,
        help_text=gettext_lazy("words of its title, its number, or its address with its title"),
        widget=forms.Textarea(attrs={"rows": 1, "autocomplete": "off", "spellcheck": "false"}),
    )
    source = forms.CharField(required=False, widget=forms.HiddenInput)
    source_for = forms.CharField(required=False, widget=forms.HiddenInput)
    new_title = forms.CharField(
        label=gettext_lazy("Its title"),
        required=False,
        max_length=LONGEST_TITLE,
        help_text=gettext_lazy("as it stands there"),
    )

    class Media:
        """What the box finds, while it is written."""

        js = (forms.Script("sources/box.js", type="module"),)

    def __init__(self, *args: Any, may_add: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = _of_key(str(self.initial.get("source", "")))
        if held:
            words = choice_words(held)
            kept = {"typed": words, "source": str(held.pk), "source_for": words}
            self.initial = {**self.initial, **kept}
        self.may_add = may_add
        self.found: Source | None = None
        self.begun: NewSource | None = None
        self.named = Named()
        self.is_ambiguous = False

    def clean(self) -> dict[str, Any]:
        """Find what the box names, or begin a new source; else say what to do, and offer some."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        key, typed = cleaned.get("source", ""), cleaned.get("typed", "")
        # A program sends no more than the key.
        is_key_alone = self.add_prefix("typed") not in self.data
        is_answer = is_key_alone or _same(typed, cleaned.get("source_for", ""))
        if "typed" in self.errors or not (typed or is_key_alone):
            return cleaned
        self.found = _of_key(key) if is_answer else None
        if self.found is None and typed:
            self._read(typed, is_sure=is_answer and key == NEW)
        elif self.found is None and key:
            self.add_error("typed", _("This source is not in the ledger. Name another one."))
        return cleaned

    def _read(self, typed: str, *, is_sure: bool) -> None:
        try:
            self.named = named_in(typed)
        except ValidationError as refusal:
            self.add_error("typed", refusal)
            return
        self.found = self.named.known
        if self.found:
            return
        if self.named.new:
            self._begin(is_sure=is_sure)
        elif self.named.may_be:
            self.is_ambiguous = True
            self.add_error(
                "typed", _("Choose which of these you mean, or write more of its title.")
            )
        else:
            words = _("No source has this in its title. Paste its address and its title instead.")
            self.add_error("typed", words)

    def _begin(self, *, is_sure: bool) -> None:
        """Begin a new source; refuse it without a title, and where it may be one that is kept."""
        if not self.may_add:
            words = _(
                "The ledger does not have this yet, and you have no right to enter sources. "
                "Ask an editor to enter it, or name one that is kept."
            )
            self.add_error("typed", words)
            return
        title = self.cleaned_data.get("new_title") or self.named.new["title"]
        if not title:
            if "new_title" not in self.errors:
                words = _(
                    "It is not in the ledger yet. Write its title, and it is entered with this."
                )
                self.add_error("new_title", words)
            return
        given = {**self.named.new, "title": title}
        begun = NewSource(MultiValueDict({name: [value] for name, value in given.items()}))
        if not begun.is_valid():
            for name, errors in begun.errors.as_data().items():
                self.add_error("new_title" if name == "title" else "typed", errors)
            return
        alike = Source.objects.alike(begun.instance).select_related("publisher")
        twins = () if is_sure else tuple(alike[:SHOWN_AT_ONCE])
        if twins:
            self.named = Named(None, twins, self.named.new)
            self.is_ambiguous = True
            words = _(
                "It may be one that is kept already. Choose it, or say that it is another one."
            )
            self.add_error("typed", words)
            return
        self.begun = begun

    @property
    def known_by(self) -> tuple[str, ...]:
        """Under what a new source is known: by this they are put in order."""
        given = self.begun.cleaned_data if self.begun else {}
        return tuple(given.get(name, "") for name in ("url", "doi", "ecli", "celex"))

    @property
    def offered(self) -> list[tuple[Any, str]]:
        """The keys and words of what can be chosen, where what was typed can be several."""
        if not self.is_ambiguous:
            return []
        choices: list[tuple[Any, str]] = [
            (source.pk, choice_words(source)) for source in self.named.may_be
        ]
        if self.named.new:
            choices.append((NEW, _("None of these: enter it as a new source")))
        return choices

    @property
    def answers(self) -> str:
        """The words in the box for which a source is, or can be, chosen."""
        return str(self["typed" if self.offered else "source_for"].value() or "")

    @property
    def asks_title(self) -> bool:
        """Whether the field for the title of a new source is to be seen."""
        return bool(self["new_title"].errors or self["new_title"].value())

    @property
    def likely_title(self) -> str:
        """What stands in that field: what was typed, or what is likely."""
        return self["new_title"].value() or self.named.title

    @property
    def taken_as(self) -> str:
        """How a filled box is read, for who sees the form again."""
        if self.found:
            return _("Kept in the ledger: %s") % choice_words(self.found)
        if self.begun:
            return _("New: “%s”. It is entered with this.") % self.begun.instance.title
        return ""


def _of_key(text: str) -> Source | None:
    """The source of this key; what was merged is the one that stays."""
    if not (text.isascii() and text.isdecimal() and len(text) < 16):
        return None
    source = Source.objects.select_related("publisher").filter(pk=int(text)).first()
    while source is not None and source.merged_into is not None:
        source = source.merged_into
    return source


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()
