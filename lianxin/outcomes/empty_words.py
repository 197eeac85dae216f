"""空话 Words that sound like an answer and say nothing: an answer made only of them is none.

The list is data: longest phrases first is taken care of below. It is short on purpose, because only
an answer that consists of nothing else is stopped; a person judges all others.
"""

import re

EMPTY = ["您好", "你好", "来信人", "尊敬的", "谢谢", "感谢您", "感谢", "您的", "您", "我单位", "我局", "我镇", "我们", "对此", "来信", "来件", "诉求", "反映的问题", "反映的情况", "反映的事项", "所反映", "反映", "相关问题", "该问题", "问题", "情况", "已收悉", "收悉", "已收到", "收到了", "收到", "已阅", "已知悉", "请您知悉", "知悉", "已受理", "已登记", "已记录", "正在处理", "正在办理", "正在核实", "正在核查", "正在调查", "正在研究", "正在协调处理中", "正在协调", "处理中", "办理中", "将尽快办理", "将尽快处理", "尽快办理", "尽快处理", "尽快解决", "尽快答复", "尽快", "抓紧办理", "抓紧", "将", "会", "高度重视", "十分重视", "非常重视", "认真研究", "积极协调", "妥善处理", "进一步加大工作力度", "加大工作力度", "已转相关科室处理", "已转相关部门处理", "已转办", "已转交", "转有关部门", "请耐心等待", "敬请谅解", "请谅解", "理解与支持", "理解和支持", "关心与支持", "支持", "理解", "的", "与", "和", "并", "已", "予以", "我们会", "后续", "了"]
_PHRASES = re.compile("|".join(sorted(map(re.escape, EMPTY), key=len, reverse=True)))
_SILENT = re.compile(r"[\W_]+")


def says_nothing(words: str) -> bool:
    """Is there nothing left when the empty phrases are taken away?"""
    return not _PHRASES.sub("", _SILENT.sub("", words))
