from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "lianxin.office"
    label = "office"
