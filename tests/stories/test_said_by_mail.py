"""Somebody writes a mail: it is a letter like any other, its answers go back to it, and no stranger's do."""

from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from lianxin.cases.models import Question
from lianxin.channels.message import Raw
from lianxin.flow.verbs import acknowledge, ask_citizen, sort
from lianxin.intake.models import Arrival, Submission
from lianxin.outcomes.verbs import deliver, take_in
from lianxin.outcomes.verbs.sending import send_due
from lianxin.web.desk.reading import find_letter
from tests.heard import heard
from tests.mail_server import MailServer
from tests.world import World

OFFICE, WANG, NEIGHBOUR = "shuji@county.example", "wang@mail.example", "li@mail.example"


def written(
    world: World, words: str, *, sender: str, subject: str = "停水了", to: str = OFFICE, **more: str
) -> Arrival:
    """A mail as a program writes it, brought in at the county's door."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    for name, said in more.items():
        mail[name.replace("_", "-")] = said
    mail.set_content(words)
    return heard(Raw("email", mail.as_bytes(), door=OFFICE, addressee="WS"), now=world.now)


def answered(world: World, mail: EmailMessage, words: str, *, sender: str = WANG) -> Arrival:
    """Press 答复 in a mail program: to its Reply-To, below the new words the old ones."""
    quoted = "\n".join(f"> {line}" for line in mail.get_content().splitlines())
    text = f"{words}\n\n在2025年3月3日，{mail['From']} 写道：\n{quoted}"
    head = {"In_Reply_To": mail["Message-ID"], "References": f"{mail['References']} {mail['Message-ID']}"}
    return written(
        world, text, sender=sender, subject=f"Re: {mail['Subject']}", to=str(mail["Reply-To"]), **head
    )


def newest(world: World, mails: MailServer) -> EmailMessage:
    world.later(minutes=5)
    send_due(now=world.now)
    return mails.mails[-1]


def test_a_matter_is_told_answered_and_closed_by_mail(world: World, mails: MailServer, settings: Any) -> None:
    settings.LIANXIN_MAIL_REPLY = "letters@county.example"

    # Mr Wang writes, and has a receipt with his number in the same thread.
    letter = written(
        world, "我们村停水三天了。", sender=f"王小明 <{WANG}>", Message_ID="<1@mail.example>"
    ).submission
    assert letter and (letter.channel, letter.contact.name) == ("email", "王小明")
    receipt = newest(world, mails)
    assert letter.dossier.number in receipt.get_content() and receipt["In-Reply-To"] == "<1@mail.example>"

    # He forgot something, and answers the receipt: one letter, one further word, nothing of the receipt.
    answered(world, receipt, "水表号是0731。")
    assert [one.body for one in letter.additions.all()] == ["水表号是0731。"]

    # The bureau asks; his answer to that mail is the answer to the question.
    sort(find_letter(letter.pk), to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    acknowledge(world.case(), by=world.actor("officer"), now=world.now)
    ask_citizen(world.case(), "几户没有水？", by=world.actor("officer"), now=world.now)
    answered(world, newest(world, mails), "十二户。")
    world.later(minutes=1)
    question = Question.objects.select_related("addition").get()
    assert question.addition and question.addition.body == "十二户。"

    # His neighbour was shown the mail and answers it: that waits for a person, and becomes its own letter.
    stranger = answered(world, mails.mails[-1], "别听他的，一直有水。", sender=f"李 <{NEIGHBOUR}>")
    assert (stranger.became, stranger.why, stranger.submission) == ("held", "stranger", letter)
    own = take_in(stranger, by=world.actor("clerk"), now=world.now)
    assert own.pk != letter.pk and letter.additions.count() == 2
    assert newest(world, mails)["To"] == NEIGHBOUR

    # The bureau answers, he is told, and says that it is not solved: that too stands beside his letter.
    case = world.fresh(question.case)
    world.reply(case, {1: "水管已经修好。"})
    told = newest(world, mails)
    assert told["To"] == WANG and "答复您了" in told.get_content()
    assert "水管已经修好" not in told.get_content(), "what was answered stands behind the code"
    assert answered(world, told, "没有修好，还是没有水。").became == "added"
    deliver(world.fresh(case), means="read", by=world.writer(case), now=world.now)

    # All of it is one thread, nothing was heard twice, and no code is shown to who handles the matter.
    to_wang = [mail for mail in mails.mails if mail["To"] == WANG]
    assert len({str(mail["References"]) for mail in to_wang}) == 1
    assert Submission.objects.count() == 2
    shown = "".join(one.body for one in letter.additions.all()) + "".join(
        letter.arrivals.values_list("aside", flat=True)
    )
    assert letter.code not in shown and "0731" in shown
