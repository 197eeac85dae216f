"""The ear of the web mailbox: what a form says, as a message."""

from io import BytesIO
from uuid import uuid4

import pytest

from lianxin.channels.mailbox.reading import read_letter
from lianxin.channels.message import Message
from lianxin.kit.refusals import NotValid

KEY = str(uuid4())


def heard(**said: str) -> Message:
    return read_letter({"key": KEY, "body": "停水了。", **said}, [], language="zh-hans")


def test_a_form_becomes_a_message_word_for_word() -> None:
    message = heard(body=" 停水了。\r\n", public="on", addressee="LL", phone="138")
    assert message.body == " 停水了。\r\n" and message.public and message.addressee == "LL"
    assert message.contact.phone == "138" and message.channel == "mailbox" and message.language == "zh"


def test_a_letter_is_private_unless_its_writer_says_otherwise() -> None:
    assert not heard().public and not heard(public="1").public


def test_the_same_page_with_the_same_words_has_the_same_key_and_changed_words_another() -> None:
    assert heard().key == heard().key != heard(body="路灯不亮。").key
    assert heard(addressee="LL").key != heard().key and len(heard().key) <= 120


@pytest.mark.parametrize("said", [{"key": ""}, {"key": "x"}, {"body": "\ufffd\ufffd"}, {"email": "@"}])
def test_what_came_damaged_is_refused(said: dict[str, str]) -> None:
    with pytest.raises(NotValid):
        heard(**said)


def test_files_keep_their_bytes_and_the_name_as_given() -> None:
    upload = BytesIO(b"abc")
    upload.name = "../a.png"
    [file] = read_letter({"key": KEY, "body": "x"}, [upload], language="en").files
    assert (file.name, file.content) == ("../a.png", b"abc")
