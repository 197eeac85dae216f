from django.apps import AppConfig


class ClockConfig(AppConfig):
    name = "lianxin.clock"
    label = "clock"
