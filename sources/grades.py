from django.db import models
class Reliability(models.TextChoices):
    A = "A"; B = "B"; C = "C"; D = "D"; E = "E"; F = "F"
class Credibility(models.IntegerChoices):
    ONE = 1; TWO = 2; THREE = 3; FOUR = 4; FIVE = 5; SIX = 6


def grade_code(reliability: str, credibility: int | None) -> str:
    return f"{reliability}{credibility or ' –'}"


def grade_words(reliability: str, credibility: int | None) -> str:
    return ""
