"""What went wrong with a message or a file, and what a person can do about it."""

from django.utils.translation import gettext_noop as N_

REASONS = {
    "no_address": N_("联系方式里没有微信账号了。"),
    "window": N_("来信人48小时没有说话，微信不让发。他再发来一句话，就会发出去。"),
    "count": N_("微信这两天不让再给他发了，会再试；他再发来一句话，马上会发。"),
    "unfollowed": N_("来信人取消了关注，微信发不到。请看有没有电话或者邮箱。"),
    "no_account": N_("微信不认这个账号。请看有没有电话或者邮箱。"),
    "login": N_(
        "微信不认我们的公众号，会再试。请系统管理员核对LIANXIN_WECHAT_APPID和LIANXIN_WECHAT_SECRET，以及IP白名单。"
    ),
    "not_allowed": N_("公众号没有发客服消息的权限，会再试。请系统管理员在公众平台开通。"),
    "unreachable": N_("微信的服务器连不上，会再试。请系统管理员看一看。"),
    "later": N_("微信的服务器忙，会再试。"),
    "refused": N_("微信没有收，会再试。请系统管理员按这个号码查一查。"),
    "fault": N_("写这条消息时程序出了错，会再试。请系统管理员看运行记录。"),
}
