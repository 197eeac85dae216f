from django.apps import AppConfig


class HooksConfig(AppConfig):
    name = "lianxin.hooks"
    label = "hooks"
