"""难件 A few letters that every desk knows: told by hand, not by chance."""

from dataclasses import replace

from lianxin.channels.email.null import FULL, REFUSING
from lianxin.channels.message import ContactCard, ProxyIn
from lianxin.cli.demo.answered import decided_letters
from lianxin.cli.demo.county import ROOT
from lianxin.cli.demo.disputed import disputed_letters
from lianxin.cli.demo.fairness import unreasonable_demands
from lianxin.cli.demo.letters import Letter, Writers
from lianxin.cli.demo.matters import burst_pipe, joined
from lianxin.cli.demo.situations import Situation
from lianxin.kit.dates import local_day

ONE_PIPE = Situation(
    "WATER",
    ("{v}下午就没水，是不是同一根管子的事？", "三个村共一根水管，轮到我们就没了"),
    (
        (
            "从提灌站下来的主管供三个村，上头的村一放水，我们{v}就断流。三个村都说自己没有多用。"
            "大家不想吵架，想请水务局来看一看，这根管子到底够不够三个村用。"
        ),
    ),
    ("另外两个村的人说也要写信。",),
    (
        (
            "{on}{who}和三个村的代表一起沿管线走了一遍，装了三块临时水表，测了一昼夜：不是哪个村多用，是主管只有90毫米，"
            "够两个村。现定分时供水(时刻表已贴到三个村)，同时改160毫米主管3.1公里，{by}开工。三封来信一并答复。"
        ),
    ),
)
FOUR_DEMANDS = Situation(
    "ROAD",
    ("一封信说四件事：路、桥、灯、账",),
    (
        (
            "书记，我是{v}一名退休教师，今年七十四岁，教了四十一年书。村里人托我写信，攒在一起四件事，"
            "不是诉苦，是想一件一件有个着落。第一件，{g}到小学的路，{since}涨水冲断了二十来米，现在垫的石头，"
            "娃娃们手拉手过。第二件，石板桥的栏杆断了三处，去年掉下去一个赶场的，还好水浅。第三件，村口六盏路灯，"
            "亮的只有一盏。第四件，修路集资每户三百元，收了没有公布用到哪里。我们信政府，也请政府给我们一句实在话："
            "能办的哪天办，不能办的为什么。"
        ),
    ),
    ("附上四十二户的手印，原件在我这里。",),
    ("",),
    asks=(
        ("修好冲断的路", "{on}两台机械进场，冲断的22米已用涵管加混凝土恢复，当天通车，{by}再铺面层。"),
        ("换断了的桥栏杆", "三处栏杆{on}已换成钢管，并请学校提醒学生靠里走。"),
        ("修村口的路灯", "六盏都已修好，{on}晚上看过全部亮灯。"),
        (
            "公布修路集资的用途",
            "集资共29,400元，用于砂石18,600元、机械9,000元，余1,800元，票据复印件已贴在村口，欢迎核对。",
        ),
    ),
)
NOBODYS = Situation(
    "SERVICE",
    ("高速桥下的一块空地，找了四家都说不归自己管",),
    (
        (
            "{v}旁边高速桥下有一块空地，堆满了建渣，夏天有蛇。我问过社区、城管、交通、住建，四家都说不是自己的。"
            "它总归在我们县里吧？请告诉我到底归哪个管。"
        ),
    ),
    ("我把每次问的日期、接待的人说的话都记下来了。",),
    (
        (
            "让您问了四家、又等了这么久，是我们的不对。{on}把四家叫到现场，当场定了：地归高速公路公司，清运由城管先做、费用后结。"
            "建渣11车已清完，{by}前围起来种草。"
        ),
    ),
    where="town",
)
THANKS = Situation(
    "OTHER",
    ("一封感谢信：第三天水就来了",),
    (
        (
            "书记：上次我用这个信箱写信，说我们{v}没有水，心里其实没有抱多大指望。没想到第二天就有人打电话，第三天水就来了。"
            "来的是两个年轻人，在水里站了一下午，裤腿全是泥，留饭不吃，只喝了一碗我们自己的水。"
            "我活了六十九岁，头一回觉得书记离得这么近。没有别的事，就是写来说声谢谢，请把这封信念给他们听。"
        ),
    ),
    ("祝你们身体好。",),
    ("您的来信，{on}在全局职工会上念了，那两个年轻人红了脸。谢谢您，水有什么不对，随时再写。",),
    kind="thanks",
)


THANKED = 5  # where that letter stands among those told by hand


def hard_cases(writers: Writers) -> list[Letter]:
    """One pipe for three, a burst pipe, four demands, what nobody wanted, thanks, disputes, decisions."""
    villages, quarters = writers.county.villages, writers.county.quarters
    found = [writers.letter(ONE_PIPE, "ordinary", 33.0 - n * 0.06, villages[-1 - n]) for n in range(3)]
    joined(found[1:], found[0])
    found.append(writers.letter(FOUR_DEMANDS, "ordinary", 18.0, villages[len(villages) // 2]))
    found.append(writers.letter(NOBODYS, "kicked", 47.0, quarters[0]))
    found.append(writers.letter(THANKS, "ordinary", 25.0, villages[-1]))
    found += disputed_letters(writers)
    found += burst_pipe(writers)
    found += decided_letters(writers)
    found += unreasonable_demands(writers)
    # Told by hand also means: to the county's secretary, by the web.
    for letter in found:
        letter.message = replace(letter.message, addressee=ROOT, channel="mailbox", said_at=None)
    # Whose eyes are too weak to write has a granddaughter.
    thanks = found[THANKED]
    helped = ProxyIn("冯小满", "family", "spoken", local_day(thanks.at))
    thanks.message = replace(thanks.message, proxy=helped)
    # Two writers whose mailboxes do not take what is sent: the desk has to look after them.
    troubled = {3: ContactCard("周老师", "19900000074", f"zhou{REFUSING}", "石板镇小学退休教师宿舍")}
    troubled[THANKED] = ContactCard("冯大爷", "19900000069", f"feng{FULL}")
    for number, card in troubled.items():
        found[number].message = replace(found[number].message, contact=card)
    return found
