"""The API's description and its documentation, from local assets and without an inline script."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request

from record.problems import BadParameter


class Schema(SpectacularAPIView):
    """The description of the API (OpenAPI 3.1), as JSON. It takes no parameters."""

    renderer_classes = [OpenApiJsonRenderer]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse every parameter by name."""
        super().initial(request, *args, **kwargs)
        for name in request.query_params:
            raise BadParameter(name, _("There is no parameter “%s” here. None is known.") % name)


def docs(request: HttpRequest) -> HttpResponse:
    """Swagger UI over /api/v1/schema, every file of it served from here."""
    return render(request, "watchdesk/api_docs.html")
