"""The tracker's place among Django's apps."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrackerConfig(AppConfig):
    """What to watch: questions, their status histories, and dated expectations."""

    name = "tracker"
    verbose_name = _("Watch items")

    def ready(self) -> None:
        from record import derived
        from record.kinds import Kind, register
        from tracker import forgetting, serializers, working_status

        register(Kind.ITEM, serializers.ItemPayload)
        changes = serializers.StatusChangePayload
        register(Kind.STATUS_CHANGE, changes, schema=2, upcasters={1: changes.with_two_people})
        register(Kind.MILESTONE, serializers.MilestonePayload)
        register(Kind.EVENT, serializers.EventPayload)
        forgetting.tell()
        derived.tell(derived.Derived(working_status.faults, working_status.mend))
