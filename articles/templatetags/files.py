"""Where a page finds the files of pictures and videos."""

from django import template
from django.conf import settings

from articles.media import address_at_desk
from record.models import Subject

register = template.Library()


@register.simple_tag
def file_address(row: Subject, file: str) -> str:
    """Where `file` of a picture or video is read: that of a working copy, at the desk alone."""
    # A preview makes the rows of working copies, and saves none.
    return f"{settings.MEDIA_URL}{file}" if row.pk else address_at_desk(file)
