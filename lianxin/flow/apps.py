from django.apps import AppConfig


class FlowConfig(AppConfig):
    name = "lianxin.flow"
    label = "flow"
