from django.apps import AppConfig


class ProblemsConfig(AppConfig):
    name = "lianxin.problems"
    label = "problems"
