"""Every address: people's pages, machines' answers, and the desk."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, path, re_path

urlpatterns: list[URLPattern | URLResolver] = [path("desk/", admin.site.urls)]
