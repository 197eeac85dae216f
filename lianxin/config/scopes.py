"""What a program's key may be given for, as a table. One row: a word, and the acts that it lets be done.

A key that acts in somebody's name can never do more than that person's posts (config/permissions.py); a word
only says which part of it the program may do. Words without acts are for keys in nobody's name: what such a
program carries are letters of citizens. `sealed` lets no act be done: without it a key never reaches a
report of a breach of discipline, whatever else it was given for.
"""

SCOPES: dict[str, tuple[str, ...]] = {
    # in nobody's name
    "open311.post": (),
    "letters.write": (),
    # in the name of the person whose key it is
    "letters.key_in": (
        "submission.receive",
        "submission.add",
        "submission.transcribe",
        "submission.correct_contact",
    ),
    "letters.read": ("submission.read", "case.see_rating_at_once", "promise.list"),
    # the original shows the address that it came from
    "contacts.read": ("submission.read_contact", "submission.read_original"),
    "desk.sort": (
        "arrival.settle",
        "case.register",
        "case.accept",
        "case.decline",
        "case.dispatch",
        "case.recall",
        "case.link",
        "case.unlink",
        "case.decide_objection",
        "case.support",
        "case.split",
        "case.choose_track",
        "case.grade",
        "case.decide_claim",
        "submission.recuse",
        "submission.mark_abuse",
        "submission.unmark_abuse",
    ),
    "desk.tell": (
        "notice.post",
        "case.deliver",
        "case.tell_opinion",
        "case.call_back",
        "case.look_back",
        "case.close",
        "case.reopen",
        "case.publish",
        "case.take_down",
    ),
    "cases.handle": (
        "case.acknowledge",
        "case.object",
        "case.reply",
        "case.split",
        "case.support",
        "case.report_to_lead",
        "case.notify",
        "case.ask_citizen",
        "case.ask_extension",
        "case.ask_deferral",
        "case.take_up",
        "case.deliver",
        "case.claim",
        "case.appeal_figure",
        "submission.mark_abuse",
    ),
    "cases.sign": ("case.approve", "case.extend", "case.defer"),
    "cases.review": ("case.review", "case.tell_opinion"),
    "cases.lead": (
        "case.instruct",
        "case.sponsor",
        "case.supervise",
        "case.decide_contest",
        "case.decide_figure",
        "submission.decide_recusal",
        "submission.readmit",
        "post.delegate",
    ),
    "hooks": ("hook.keep",),
    "sealed": ("sealed",),
    "office.read": ("ledger.verify",),
    "office.write": (
        "organisation.change",
        "person.change",
        "catalogue.publish",
        "rulebook.publish",
        "calendar.change",
        "law.keep",
    ),
}
