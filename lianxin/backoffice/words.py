"""Words for the tracks and the parties of a rule book; a county may add others, which show as written."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

TRACKS = {
    "hotline": N_("来信和热线"),
    "county": N_("县内流程"),
    "petition": N_("信访"),
    "accusation": N_("检举控告"),
    "service": N_("政务服务"),
    "tender": N_("招标"),
    "village": N_("村级议事"),
    "consumer complaint": N_("消费投诉"),
    "disclosure": N_("信息公开"),
    "duty": N_("值班"),
    "liaison": N_("联系群众"),
    "reception": N_("接访"),
    "seed fixture": N_("县内做法"),
}
PARTIES = {
    "handling_org": N_("承办单位"),
    "petition office": N_("信访部门"),
    "citizen": N_("群众"),
    "citizens": N_("群众"),
    "upper_org": N_("上一级"),
    "second_upper_org": N_("再上一级"),
    "discipline office": N_("纪检机关"),
    "hotline": N_("热线"),
    "call desk": N_("话务台"),
    "desk": N_("受理中心"),
    "supervisor": N_("督办员"),
    "organisation": N_("有关单位"),
    "departments": N_("各部门"),
    "branch": N_("支部"),
    "leader": N_("领导"),
    "officer": N_("承办人"),
    "window": N_("窗口"),
    "both": N_("双方"),
    "bidder": N_("投标人"),
    "tenderer": N_("招标人"),
    "purchaser": N_("采购人"),
    "market regulator": N_("市场监管部门"),
    "oversight committee": N_("监督委员会"),
    "village committee": N_("村委会"),
}

OUR_OWN = ("hotline", "county")  # what this house's own letters run on stands first


def in_our_order(track: str) -> tuple[int, str]:
    """Sort key of a track: our own first, then by name."""
    return (OUR_OWN.index(track) if track in OUR_OWN else len(OUR_OWN), track)


def track_in_words(track: str) -> str:
    """轨道 The road a matter takes, as people call it."""
    return _(TRACKS[track]) if track in TRACKS else track


def party_in_words(party: str) -> str:
    """责任方 Who owes it."""
    return _(PARTIES[party]) if party in PARTIES else party
