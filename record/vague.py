"""placeholder until its owner's version lands"""
import calendar, datetime as dt, re
from dataclasses import dataclass
from django.db import models
@dataclass(frozen=True)
class VagueDate:
    edtf: str
    @classmethod
    def parse(cls, t):
        v = cls(t); v.lower; v.upper; return v
    read = parse
    def _b(self, t, up):
        if t in ("", ".."): return None
        p = [int(x) for x in t.split("-")]
        if len(p) == 1: return dt.date(p[0], 12, 31) if up else dt.date(p[0], 1, 1)
        if len(p) == 2: return dt.date(p[0], p[1], calendar.monthrange(*p)[1]) if up else dt.date(p[0], p[1], 1)
        return dt.date(*p)
    @property
    def lower(self): return self._b(self.edtf.split("/")[0], False)
    @property
    def upper(self): return self._b(self.edtf.split("/")[-1], True)
    def words(self): return self.edtf
    def __str__(self): return self.edtf
class VagueDateField(models.CharField):
    def __init__(self, *a, **k):
        k.setdefault("max_length", 40); super().__init__(*a, **k)
    def contribute_to_class(self, cls, name, **k):
        super().contribute_to_class(cls, name, **k)
        if not cls._meta.abstract and cls.__module__ != "__fake__":
            for s in ("_lower", "_upper"):
                models.DateField(null=True, editable=False).contribute_to_class(cls, name+s)
    def from_db_value(self, v, e, c): return VagueDate.parse(v) if v else ""
    def get_prep_value(self, v): return getattr(v, "edtf", v)
