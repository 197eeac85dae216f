"""名字 Names of places and people. All made up; each Chinese syllable with its English spelling."""

from random import Random

COUNTY = ("望川县", "Wangchuan County")
TOWNSHIPS = (
    "城关镇 Chengguan|柳河镇 Liuhe|石桥镇 Shiqiao|双龙镇 Shuanglong|青杠镇 Qinggang|白鹤镇 Baihe|"
    "马鞍镇 Ma'an|梨坪镇 Liping|茶店镇 Chadian|万寿镇 Wanshou|清溪镇 Qingxi|黄垭镇 Huangya|"
    "麻柳镇 Maliu|新场镇 Xinchang|沙河镇 Shahe|大槐镇 Dahuai|桂花镇 Guihua|金竹镇 Jinzhu|"
    "凤鸣镇 Fengming|古井镇 Gujing|老林乡 Laolin|云顶乡 Yunding|红岩乡 Hongyan|鱼洞乡 Yudong"
)
COMMITTEES = (
    ("JG", "县直机关工委", "Committee of County Offices", 34),
    ("JY", "县教育工委", "Education Committee", 46),
    ("WJ", "县卫生健康系统党委", "Health Committee", 22),
    ("GA", "县公安系统党委", "Public Security Committee", 18),
    ("JS", "县住建系统党委", "Housing and Building Committee", 14),
    ("NY", "县农业农村系统党委", "Agriculture Committee", 16),
    ("JT", "县交通运输系统党委", "Transport Committee", 12),
    ("SW", "县水务系统党委", "Water Committee", 11),
    ("GZ", "县国有企业党委", "State Enterprises Committee", 19),
    ("LX", "县两新组织工委", "Committee of New Enterprises and Social Groups", 27),
    ("YQ", "县工业园区党工委", "Industrial Park Committee", 13),
)
DEPARTMENTS = (
    ("WATER", "水务局", "Water Bureau"),
    ("EDU", "教育局", "Education Bureau"),
    ("TRAFFIC", "交通运输局", "Transport Bureau"),
    ("HOUSING", "住房和城乡建设局", "Housing and Building Bureau"),
    ("LABOUR", "人力资源和社会保障局", "Labour and Social Security Bureau"),
    ("CIVIL", "民政局", "Civil Affairs Bureau"),
    ("HEALTH", "卫生健康局", "Health Bureau"),
    ("MEDINS", "医疗保障局", "Medical Insurance Bureau"),
    ("FARM", "农业农村局", "Agriculture Bureau"),
    ("LAND", "自然资源局", "Land and Natural Resources Bureau"),
    ("ENV", "生态环境局", "Environment Bureau"),
    ("POLICE", "公安局", "Public Security Bureau"),
    ("MARKET", "市场监督管理局", "Market Supervision Bureau"),
    ("CITY", "综合行政执法局", "City Management Bureau"),
    ("CULTURE", "文化和旅游局", "Culture and Tourism Bureau"),
    ("SERVICE", "政务服务管理局", "Government Services Bureau"),
    ("VETERAN", "退役军人事务局", "Veterans Bureau"),
    ("POWER", "供电公司", "Power Supply Company"),
)
FIRST = (
    "龙long 凤feng 石shi 青qing 白bai 黄huang 大da 小xiao 双shuang 高gao "
    "长chang 金jin 银yin 红hong 清qing "
    "马ma 牛niu 羊yang 鱼yu 茶cha 竹zhu 松song 柏bai 柳liu 桃tao 李li 梨li 梅mei 桂gui 槐huai 樟zhang 枫feng "
    "杨yang 古gu 新xin 天tian 云yun 月yue 雷lei 雁yan 鹤he 燕yan 磨mo 碾nian 瓦wa 铜tong 铁tie 沙sha "
    "乌wu 福fu"
)
SECOND = (
    "潭tan 湾wan 坝ba 垭ya 沟gou 坪ping 岭ling 坡po 寨zhai 庙miao 桥qiao 井jing 河he 溪xi 塘tang 堰yan 岩yan "
    "洞dong 冲chong 嘴zui 梁liang 包bao 林lin 田tian 园yuan 台tai 村cun 口kou 滩tan 渡du"
)
QUARTERS = (
    "东门dongmen 西街xijie 南桥nanqiao 北塔beita 文昌wenchang 滨河binhe 朝阳chaoyang "
    "学府xuefu 新民xinmin 和平heping 钟楼zhonglou 菜市caishi 车站chezhan 迎春yingchun "
    "桂香guixiang 书院shuyuan 盐店yandian 府前fuqian"
)
SMALL_PLACES = (
    "老鹰岩 二道桥 水井湾 黄葛树 烂泥沟 土地庙 大坟坝 碉楼 油房 "
    "碾子 三岔路 观音岩 落凼 学堂 晒坝 半边街 石门坎 窑厂"
)
UNITS = {
    "JG": "办公室 office|财政局 finance|司法局 justice|统计局 statistics|档案馆 archives|审计局 audit",
    "JY": "小学 school|中学 middle school|幼儿园 kindergarten",
    "WJ": "卫生院 clinic|医院 hospital",
    "GA": "派出所 police station|交警中队 traffic police",
    "JS": "房管所 housing office|建筑公司 builders",
    "NY": "农技站 farm station|林场 forest farm",
    "JT": "客运站 bus station|养护站 road station",
    "SW": "水厂 waterworks|灌区管理站 irrigation station",
    "GZ": "公司 company",
    "LX": "商会 chamber|合作社 cooperative|协会 association",
    "YQ": "企业 works",
}
SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
    "戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
GIVEN = (
    "建国明德志强秀英桂兰永福长春玉珍光辉世清正华小平伟海燕文彬红梅春花国栋天佑润生泽民家旺俊杰素芬淑琼兴发"
    "仕贵才茂林森波涛军勇刚毅丽娟敏静婷雪晓东西南北庆丰登禄寿喜安宁康乐"
)


def syllables(words: str) -> list[tuple[str, str]]:
    """ "龙long 凤feng" as pairs of the Chinese and its spelling."""
    split = []
    for word in words.split():
        chinese = "".join(c for c in word if not c.isascii())
        split.append((chinese, word[len(chinese) :]))
    return split


def village_names(chance: Random) -> list[tuple[str, str]]:
    """All villages of the county in an order of chance, no name twice."""
    found = [
        (one + two, (spelt_one + spelt_two).capitalize())
        for one, spelt_one in syllables(FIRST)
        for two, spelt_two in syllables(SECOND)
    ]
    chance.shuffle(found)
    return found


def quarters_of(township: int) -> list[tuple[str, str]]:
    """The communities of a township: the county town has many, the others one or a few round the market."""
    if township == 1:
        return [(zh, en.capitalize()) for zh, en in syllables(QUARTERS)]
    zh, en = TOWNSHIPS.split("|")[township - 1].split()
    here = [("", ""), ("新街", " Xinjie"), ("老街", " Laojie"), ("河坝街", " Heba")]
    return [(zh[:-1] + street, en + spelt) for street, spelt in here]


def person_name(chance: Random) -> str:
    """A name that nobody is called on purpose."""
    given = chance.sample(GIVEN, 2 if chance.random() < 0.8 else 1)
    return chance.choice(SURNAMES) + "".join(given)
