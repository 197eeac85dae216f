"""The addresses of the pages: citizens at the door, officers at their desks."""

from django.urls import include, path

urlpatterns = [
    path("", include("lianxin.web.citizen.urls")),
    path("public/", include("lianxin.web.public.urls")),
    path("desk/", include("lianxin.web.desk.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
