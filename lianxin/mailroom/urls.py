"""Where platforms call."""

from django.urls import path

from lianxin.mailroom.doors import door

urlpatterns = [path("<str:mark>/<str:channel>", door, name="door")]
