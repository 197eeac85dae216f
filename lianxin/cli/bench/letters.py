"""Letters that say something different each time, out of made-up pieces."""

import random

PLACES = (
    "东头村",
    "河湾村",
    "石桥村",
    "北岭村",
    "新街社区",
    "南关社区",
    "柳树屯",
    "大洼村",
    "平安小区",
    "站前街",
)
SINCES = (
    "从上个月开始",
    "今年春天以来",
    "昨天夜里起",
    "连续三天",
    "最近一周",
    "自从修路以后",
    "入冬以来",
    "雨后",
)
MATTERS = (
    *("自来水时有时无,水压很低", "路灯一直不亮,晚上走路不安全", "垃圾没有人清运,气味很大"),
    *("村口的桥面塌了一块", "供暖温度不够,屋里只有十几度", "工地夜间施工噪声太大", "下水道往外冒水"),
    *("公交车改线后老人看病不方便", "灌溉渠堵了,庄稼浇不上水", "低保申请交上去后没有消息"),
    *("学校门口车辆乱停,孩子过马路危险", "电压不稳,家里的电器烧坏了"),
)
DETAILS = (
    "已经向村里说过两次,没有人来看", "周围一百多户都受影响", "打过电话,说要等安排", "老人和孩子最受苦",
    "去年也出过同样的事情", "邻居们凑钱修过一回,又坏了", "听说别的村早就解决了", "我们愿意配合",
)  # fmt: skip
ASKS = (
    "请派人来看一看",
    "希望尽快解决",
    "请告诉我们什么时候能修好",
    "盼望给一个明确的答复",
    "麻烦领导过问一下",
)


def letter(chance: random.Random) -> tuple[str, str]:
    """The place and the words of one letter, about ninety characters."""
    pick = chance.random
    place = PLACES[int(pick() * len(PLACES))]
    parts = [choice[int(pick() * len(choice))] for choice in (SINCES, MATTERS, DETAILS, MATTERS, ASKS)]
    since, matter, detail, second, ask = parts
    houses = int(pick() * 900) + 10
    return place, (
        f"{place}{houses}号一带{since}{matter}。{detail}。另外,{second},大家都很着急。{ask},"
        f"联系人在{int(pick() * 90) + 1}号院,白天都有人。"
    )
