from django.apps import AppConfig


class BackofficeConfig(AppConfig):
    name = "lianxin.backoffice"
    label = "backoffice"
