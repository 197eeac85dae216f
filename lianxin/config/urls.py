"""Where each address leads."""

from django.urls import include, path
from django.views.generic import RedirectView

# Accounts and passwords are given by the office, not asked for by post.
NOT_BY_ONESELF = ("signup/", "email/", "password/reset/")

urlpatterns = [
    path("", include("lianxin.web.urls")),
    path("open311/", include("lianxin.api.open311.urls")),
    path("api/v1/", include("lianxin.api.v1.urls")),
    path("office/", include("lianxin.backoffice.urls")),
    path("callback/", include("lianxin.mailroom.urls")),
    *[path(f"account/{way}", RedirectView.as_view(pattern_name="account_login")) for way in NOT_BY_ONESELF],
    path("account/", include("allauth.urls")),
]
