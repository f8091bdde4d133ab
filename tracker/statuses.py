from django.db import models
class Status(models.TextChoices):
    WATCHING = "watching"; MOVING = "moving"; STALLED = "stalled"; REVERSING = "reversing"
    ANSWERED_YES = "answered_yes"; ANSWERED_NO = "answered_no"; CLOSED = "closed"
FINAL = frozenset({Status.ANSWERED_YES, Status.ANSWERED_NO, Status.CLOSED})
def may_move(b, a, reopening=False): return a != b and ((b in FINAL) == reopening)


def definition(status: str) -> str:
    return ""
