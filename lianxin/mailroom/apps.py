from django.apps import AppConfig


class MailroomConfig(AppConfig):
    name = "lianxin.mailroom"
    label = "mailroom"
