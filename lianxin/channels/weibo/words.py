"""What went wrong with a message or a file, and what a person can do about it."""

from django.utils.translation import gettext_noop as N_

REASONS = {
    "no_address": N_("联系方式里没有微博账号了。"),
    "window": N_("微博现在不让给他发(他48小时没有说话，或者取消了关注)。他再发来一句话，就会发出去。"),
    "no_account": N_("微博不认这个账号。请看有没有电话或者邮箱。"),
    "login": N_("微博不认我们的账号，会再试。请系统管理员核对LIANXIN_WEIBO_TOKEN，到期的要换新的。"),
    "unreachable": N_("微博的服务器连不上，会再试。请系统管理员看一看。"),
    "later": N_("微博的服务器忙，会再试。"),
    "fault": N_("写这条消息时程序出了错，会再试。请系统管理员看运行记录。"),
}
