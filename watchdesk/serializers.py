"""The public payloads of the desk itself and of its pages."""

from uuid import UUID

from django.conf import settings
from rest_framework import serializers

from articles import body as bodies
from record.kinds import Data, Projection
from watchdesk.models import Desk, Page


class DeskPayload(serializers.ModelSerializer[Desk]):
    """What the desk is called, its time zone, and what its front page leads with."""

    lead = serializers.UUIDField(source="lead.uuid", default=None, allow_null=True)
    notices = serializers.SerializerMethodField()
    time_zone = serializers.SerializerMethodField()

    class Meta:
        model = Desk
        fields = ["name", "tagline", "time_zone", "lead", "notices", "note"]

    def get_notices(self, desk: Desk) -> list[str]:
        """Each line of the notices that says something."""
        return [line.strip() for line in desk.notices.splitlines() if line.strip()]

    def get_time_zone(self, desk: Desk) -> str:
        """Where a day of the desk ends (IANA name)."""
        return settings.TIME_ZONE

    @staticmethod
    def project(data: Data) -> Projection:
        """Found by its name; it rests on its lead."""
        lead = (UUID(data["lead"]),) if data["lead"] else ()
        return Projection(title=data["name"], references=lead)


class PagePayload(serializers.ModelSerializer[Page]):
    """A page of the desk's own. `body` is HTML."""

    class Meta:
        model = Page
        fields = ["slug", "title", "language", "body"]

    @staticmethod
    def project(data: Data) -> Projection:
        """Found by its words."""
        text = bodies.plain_text(data["body"])
        return Projection(data["slug"], data["title"], language=data["language"], text=text)
