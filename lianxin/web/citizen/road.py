"""走过的路 The way of a letter from body to body, in words for its writer: every step with its reason."""

from django.utils.translation import gettext_noop as N_

ROAD = {
    "case.objected": N_("办理单位说这件事不归它管：“%(reason)s”"),
    "case.objected/suggested": N_("办理单位说这件事不归它管：“%(reason)s”它认为该由%(suggested)s办。"),
    "case.objection_upheld": N_("定下来了：改由%(to)s办理。理由：“%(reason)s”"),
    "case.objection_upheld/meeting": N_(
        "几家开会定下来了：由%(to)s办理，不再变。会议意见：“%(meeting)s”理由：“%(reason)s”"
    ),
    "case.objection_rejected": N_("定下来了：还是由%(to)s办理，不能再推。理由：“%(reason)s”"),
    "case.objection_rejected/meeting": N_(
        "几家开会定下来了：由%(to)s办理，不再变。会议意见：“%(meeting)s”理由：“%(reason)s”"
    ),
    "case.support_asked": N_("请%(to)s一起办：“%(asked)s”"),
    "case.whistled": N_("办理单位吹哨，叫%(to)s来一起办：“%(asked)s”"),
    "case.support_answered": N_("%(body)s把意见交给了主办单位。答复由主办单位统一给您。"),
}
ON_THE_ROAD = frozenset({"case.dispatched", *(name.partition("/")[0] for name in ROAD)})
