"""会话 Somebody speaks to an account of the county on a platform, and is answered at once."""

from lianxin.mailroom.chat.talking import talk

__all__ = ["talk"]
