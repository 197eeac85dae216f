from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "lianxin.channels"
    label = "channels"
