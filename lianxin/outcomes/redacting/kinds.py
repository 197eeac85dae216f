"""隐去哪些 The kinds of words that may show who somebody is, and which of them are proposed to be covered."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as N_


@dataclass(frozen=True)
class Kind:
    """One kind: what a person reads, and what becomes of it when nobody says otherwise.

    `must`: never goes out, whoever publishes. `ticked`: proposed as covered; what is not is only shown.
    """

    label: str
    must: bool = False
    ticked: bool = True


# The order in which they are shown, and of two at the same place the first counts.
KINDS: dict[str, Kind] = {
    "writer_name": Kind(N_("来信人的姓名"), must=True),
    "writer_phone": Kind(N_("来信人的电话"), must=True),
    "writer_address": Kind(N_("来信人的地址"), must=True),
    "email": Kind(N_("电子邮箱"), must=True),
    "id": Kind(N_("身份证号"), must=True),
    "mobile": Kind(N_("手机号码"), must=True),
    "bank": Kind(N_("像银行卡号的号码"), must=True),
    "landline": Kind(N_("固定电话")),
    "plate": Kind(N_("车牌")),
    "account": Kind(N_("QQ、微信、网名")),
    "paper": Kind(N_("学号、工号、证件号")),
    "masked": Kind(N_("只遮了一半的号码")),
    "birth": Kind(N_("出生日期")),
    "name": Kind(N_("姓名")),
    "address": Kind(N_("住址")),
    "called": Kind(N_("姓加称呼")),
    "asked": Kind(N_("您另外要隐去的"), must=True),
    # Who holds an office is no secret, and a block or a hamlet has many doors: shown, not proposed.
    "official": Kind(N_("姓加职务"), ticked=False),
    "place": Kind(N_("楼栋、村组"), ticked=False),
}
ORDER = {kind: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, order=True)
class Find:
    """找到的一处 What kind it is, and where it begins and ends in its text."""

    begin: int
    end: int
    kind: str

    @property
    def must(self) -> bool:
        return KINDS[self.kind].must

    @property
    def ticked(self) -> bool:
        return KINDS[self.kind].ticked
