"""Refusals: a sentence a person can read, and the kind of no that it is."""


class Refusal(Exception):
    """不能这样做 The act was not done and nothing was written; the sentence says why."""

    status = 400

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotAllowed(Refusal):
    """无权 This person may not do this here (403)."""

    status = 403


class NotAllowedNow(Refusal):
    """现在不能 The matter is not at a point where this can be done (409)."""

    status = 409


class SomeoneActedFirst(Refusal):
    """别人先办了 Somebody changed the matter since this person looked at it (409)."""

    status = 409


class NotValid(Refusal):
    """内容有误 What was given cannot be taken; the sentence says what is wrong (422).

    `field` names the form field it belongs to, where there is one.
    """

    status = 422

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field
