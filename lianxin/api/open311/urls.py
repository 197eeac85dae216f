"""The addresses of GeoReport v2, all under /open311/. What stands after the last dot is the form."""

from django.urls import path, re_path

from lianxin.api.open311 import bulk, discovery, views
from lianxin.api.open311.door import nothing_here

urlpatterns = [
    path("discovery.<str:form>", discovery.discovery, name="open311-discovery"),
    path("v2/discovery.<str:form>", discovery.discovery),
    path("v2/services.<str:form>", views.services, name="open311-services"),
    re_path(r"^v2/services/(?P<code>[^/]+)\.(?P<form>\w+)$", views.definition, name="open311-definition"),
    path("v2/requests.<str:form>", views.requests, name="open311-requests"),
    re_path(r"^v2/requests/(?P<number>[^/]+)\.(?P<form>\w+)$", views.request, name="open311-request"),
    re_path(r"^v2/tokens/(?P<token>[^/]+)\.(?P<form>\w+)$", views.token, name="open311-token"),
    path("v2/servicerequestupdates.<str:form>", views.updates, name="open311-updates"),
    path("v2/bulk/requests.<str:form>", bulk.bulk, name="open311-bulk"),
    path("v2", nothing_here, name="open311"),
    re_path(r"^(?P<rest>.*?)(?:\.(?P<form>\w+))?$", nothing_here),
]
