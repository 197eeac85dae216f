"""What went wrong with a mail, and what a person can do about it."""

from django.utils.translation import gettext_noop as N_

REASONS = {
    "address": N_("邮箱地址写得不对，寄不出去。请核对后改正，或者改为打印寄出。"),
    "no_address": N_("联系方式里没有邮箱了。请改为打印寄出。"),
    "refused": N_("对方的邮箱不收。多半是地址写错了，或者邮箱停用了。请核对后改正，或者改为打印寄出。"),
    "bounced": N_(
        "邮件寄到以后又被退回来了。多半是地址写错了，或者邮箱满了、停用了。请核对后改正，或者改为打印寄出。"
    ),
    "later": N_("对方的邮箱暂时收不了，会再试。"),
    "unreachable": N_("寄信服务器连不上，会再试。请系统管理员看一看。"),
    "login": N_("寄信服务器不让登录，会再试。请系统管理员核对LIANXIN_SMTP里的用户名和密码。"),
    "tls": N_("和寄信服务器之间不能加密，没有寄，会再试。请系统管理员核对LIANXIN_SMTP。"),
    "sender": N_("寄信服务器不认我们的发件地址，会再试。请系统管理员核对LIANXIN_MAIL_FROM。"),
    "box_unreachable": N_("收信服务器连不上，会再试。请系统管理员看一看。"),
    "box_login": N_("收信服务器不让登录，会再试。请系统管理员核对LIANXIN_MAIL_BOXES里的用户名和密码。"),
    "box_folder": N_("信箱里没有要读的那个文件夹。请系统管理员核对LIANXIN_MAIL_BOXES。"),
    "box_tls": N_("和收信服务器之间不能加密，没有读。请系统管理员核对LIANXIN_MAIL_BOXES。"),
    "entrance": N_(
        "收信口没有打开。请系统管理员看一看lianxin serve(或lianxin mail)在不在运行，核对LIANXIN_LMTP。"
    ),
    "fault": N_("写这封邮件时程序出了错，会再试。请系统管理员看运行记录。"),
}
