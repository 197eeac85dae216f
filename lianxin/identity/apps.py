from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "lianxin.identity"
    label = "identity"
