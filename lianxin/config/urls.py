"""Where each address leads."""

from django.urls import include, path

urlpatterns = [
    path("", include("lianxin.web.urls")),
    path("office/", include("lianxin.backoffice.urls")),
    path("account/", include("allauth.urls")),
]
