"""The editor as a form shows it: its modules, its stylesheet and its words."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import (
    AdminProseEditorWidget,
    importmap,
    prose_editor_presets,
)
from js_asset import ImportMap, Media

from articles.body import clean

# Every word of the editor, by the name that the modules know it by.
WORDS = {
    "text": _("Text of the article"),
    "tools": _("Tools for writing"),
    "bold": _("Bold"),
    "italic": _("Italic"),
    "link": _("Link"),
    "paragraph": _("Text"),
    "section": _("Section"),
    "subsection": _("Subsection"),
    "list": _("List"),
    "numbers": _("Numbers"),
    "quote": _("Quote"),
    "pull": _("Pull quote"),
    "cite": _("Cite"),
    "note": _("Note"),
    "figure": _("Figure"),
    "video": _("Video"),
    "table": _("Table"),
    "watch": _("Watch card"),
    "article": _("Article"),
    "rowAfter": _("Add row"),
    "rowOff": _("Remove row"),
    "columnAfter": _("Add column"),
    "columnOff": _("Remove column"),
    "caption": _("Table caption"),
    "tableOff": _("Remove table"),
    "find_source": _("Find a source"),
    "find_item": _("Find a watch item"),
    "find_article": _("Find an article"),
    "find_image": _("Find a picture"),
    "find_video": _("Find a video"),
    "place": _("Place in the source (p. 4)"),
    "address": _("Address of the link"),
    "apply": _("Apply"),
    "remove": _("Remove"),
    "keys": _("Enter chooses, Esc leaves the text as it is"),
    "nothing": _("Nothing found."),
    "found": _("Found: "),
    "failed": _("The desk does not answer. Try again in a moment."),
    "gone": _("no longer at the desk"),
    "figureCaption": _("Caption for this place; empty takes the picture’s own"),
}


class BodyWidget(AdminProseEditorWidget):
    """The prose editor with the desk's tools. Without scripts it is a text field with HTML."""

    @property
    def media(self) -> Media:
        """Our stylesheet instead of the editor's own: that one brings icons and white boxes."""
        return Media(
            importmap=importmap | ImportMap({"watchdesk/finder": "editor/finder.js"}),
            css={"all": ["editor.css"]},
            js=prose_editor_presets()[self.preset],
        )

    def in_words(self, value: str | None) -> SafeString:
        """The text as it is read, where two versions are compared: cleaned, so it is safe."""
        return mark_safe(clean(value or ""))

    def get_config(self) -> dict[str, Any]:
        """The format, with the words and the address that the modules need."""
        config = super().get_config()
        tools = {"words": WORDS, "find": reverse("desk-find")}
        return {**config, "extensions": {**config["extensions"], "Tools": tools}}
