"""Who may, as a table. One row: an act, and the posts that may do it, each with its reach.

Roles (职务): clerk 登记员, sorter 派单员, officer 承办人, approver 审核签发人, secretary 书记,
supervisor 督办员, reviewer 复查复核员, caller 回访员, discipline 纪检受理员, office 系统管理 (the county's
one computer person), auditor 监督员, reader 代阅人 (reads a secretary's letters in that name); and three who
hold no post: citizen (the one with the receipt), clock (silence itself) and installer (whoever works at
the machine's own command line).

Reach, by whose place the thing must stand under the post's own organisation:
  keeper     the organisation that has the folder now
  trusted    the same, unless the writer asked that those who handle it do not know who wrote
  desk       the desk that sorts it
  addressed  exactly the body whose secretary the letter was written to
  supporting a body that was asked to help the one that has the folder
  anywhere   no place is asked
"""

GRANTS: dict[str, tuple[tuple[str, str], ...]] = {
    # what was said
    "submission.receive": (
        ("citizen", "anywhere"),
        ("clerk", "anywhere"),
        # out of the holding pen
        ("sorter", "anywhere"),
        ("discipline", "anywhere"),
        ("office", "anywhere"),
        ("installer", "anywhere"),
    ),
    "submission.transcribe": (("clerk", "desk"), ("sorter", "desk")),
    "submission.shut_file": (("clock", "anywhere"),),
    # the clock goes on with what somebody gave, and takes what another system laid into its folder
    "submission.import": (("installer", "anywhere"), ("office", "anywhere"), ("clock", "anywhere")),
    "submission.read": (
        ("citizen", "keeper"),
        ("clerk", "desk"),
        ("sorter", "desk"),
        ("caller", "desk"),
        ("officer", "keeper"),
        ("officer", "supporting"),
        ("approver", "keeper"),
        ("secretary", "addressed"),
        ("secretary", "keeper"),
        ("supervisor", "keeper"),
        ("reviewer", "keeper"),
        ("discipline", "keeper"),
        ("auditor", "keeper"),
        ("reader", "addressed"),
    ),
    "submission.read_contact": (
        ("clerk", "desk"),
        ("sorter", "desk"),
        ("caller", "desk"),
        ("officer", "trusted"),
        ("discipline", "keeper"),
    ),
    # letters on paper that were scanned, and wait to be keyed in
    "scan.key_in": (("clerk", "desk"),),
    # what came in and nobody could make sense of
    "arrival.settle": (("clerk", "desk"), ("sorter", "desk"), ("discipline", "desk")),
    # as it came: with the address it was sent from, and perhaps with a mail of ours below
    "submission.read_original": (("clerk", "desk"), ("sorter", "desk"), ("discipline", "desk")),
    "submission.correct_contact": (("clerk", "desk"), ("sorter", "desk")),
    "submission.leave_contact": (("citizen", "keeper"),),
    # the last two out of the holding pen
    "submission.add": (
        ("citizen", "keeper"),
        ("clerk", "desk"),
        ("sorter", "desk"),
        ("discipline", "keeper"),
    ),
    # whom it is for, as long as nobody has begun with it
    "submission.readdress": (("citizen", "keeper"),),
    # what was sent and no longer lies where it could be fetched
    "submission.lose_file": (("clock", "anywhere"),),
    "submission.recuse": (
        ("clerk", "desk"),
        ("sorter", "desk"),
        ("supervisor", "keeper"),
        ("discipline", "keeper"),
    ),
    "submission.readmit": (("supervisor", "keeper"), ("discipline", "keeper")),
    # a mark on words, never on a person
    "submission.mark_abuse": (
        ("clerk", "desk"),
        ("sorter", "desk"),
        ("caller", "desk"),
        ("officer", "keeper"),
        ("discipline", "keeper"),
    ),
    "submission.unmark_abuse": (("sorter", "desk"), ("supervisor", "keeper"), ("discipline", "keeper")),
    # asked by the writer, decided above the desk, and granted when nobody speaks
    "submission.ask_recusal": (("citizen", "keeper"),),
    "submission.decide_recusal": (
        ("supervisor", "keeper"),
        ("secretary", "keeper"),
        ("discipline", "keeper"),
    ),
    "submission.let_recusal_stand": (("clock", "anywhere"),),
    "submission.withdraw": (("citizen", "keeper"),),
    # the letter's road
    "case.register": (
        ("clerk", "keeper"),
        ("sorter", "keeper"),
        ("discipline", "keeper"),
        ("clock", "anywhere"),
        ("installer", "anywhere"),
    ),
    "case.accept": (("sorter", "desk"), ("discipline", "desk")),
    # the clock only carries to each voice what was decided of its matter
    "case.decline": (("sorter", "desk"), ("discipline", "desk"), ("clock", "anywhere")),
    "case.dispatch": (("sorter", "desk"), ("discipline", "desk")),
    "case.recall": (("sorter", "desk"), ("discipline", "desk")),
    # the clock links what the desk put together as one problem
    "case.link": (("sorter", "desk"), ("clock", "anywhere")),
    "case.unlink": (("sorter", "desk"),),
    "case.keep_up": (("clock", "anywhere"),),
    "case.answer_along": (("clock", "anywhere"),),
    "case.tell_along": (("clock", "anywhere"),),
    "case.pass_on_from_recused": (("clock", "anywhere"),),
    "case.object": (("officer", "keeper"),),
    "case.decide_objection": (("sorter", "desk"),),
    "case.support": (("sorter", "desk"), ("officer", "keeper")),
    "case.report_to_lead": (("officer", "supporting"),),
    "case.choose_track": (("sorter", "desk"),),
    "case.grade": (("sorter", "desk"), ("discipline", "desk")),
    "case.split": (("sorter", "desk"), ("officer", "keeper"), ("discipline", "desk")),
    "case.acknowledge": (("officer", "keeper"), ("discipline", "keeper")),
    "case.reply": (("officer", "keeper"), ("discipline", "keeper")),
    # never one's own draft: the verb looks at whose hand is in it
    "case.approve": (("approver", "keeper"), ("secretary", "keeper"), ("discipline", "keeper")),
    "case.notify": (("officer", "keeper"),),
    "case.ask_citizen": (("officer", "keeper"), ("discipline", "keeper")),
    # more time, or a later day: asked by one, decided by another, and by nobody when nobody speaks
    "case.ask_extension": (("officer", "keeper"),),
    "case.extend": (("approver", "keeper"), ("secretary", "keeper"), ("supervisor", "keeper")),
    "case.ask_deferral": (("officer", "keeper"),),
    "case.defer": (("approver", "keeper"), ("secretary", "keeper"), ("supervisor", "keeper")),
    "case.let_lapse": (("clock", "anywhere"),),
    "case.take_up": (("officer", "keeper"), ("clock", "anywhere")),
    "case.deliver": (
        ("clerk", "desk"),
        ("sorter", "desk"),
        ("officer", "keeper"),
        ("discipline", "keeper"),
        ("citizen", "keeper"),
        ("clock", "anywhere"),
    ),
    # never of the body that handled it: the verb looks at whose answer it was
    "case.call_back": (("caller", "desk"),),
    # the same some months after closing
    "case.look_back": (("caller", "desk"),),
    "case.rate": (("citizen", "keeper"),),
    "case.see_rating_at_once": (
        ("sorter", "desk"),
        ("caller", "desk"),
        ("secretary", "keeper"),
        ("supervisor", "keeper"),
        ("discipline", "keeper"),
        ("auditor", "keeper"),
    ),
    # to the whole county: never without the writer, and the writer may end it at once
    "submission.choose_public": (("citizen", "keeper"),),
    "case.publish": (("sorter", "desk"),),
    "case.take_down": (("sorter", "desk"), ("supervisor", "keeper")),
    # one demand, never a person: said by the handler, held by the desk, contested by the writer
    "case.claim": (("officer", "keeper"),),
    "case.decide_claim": (("sorter", "desk"),),
    "case.contest_claim": (("citizen", "keeper"),),
    # of a body above, never of the own: the verbs look at whose matter it is
    "case.decide_contest": (("supervisor", "keeper"),),
    "case.appeal_figure": (("officer", "anywhere"), ("approver", "anywhere")),
    "case.decide_figure": (("supervisor", "anywhere"),),
    "case.say_pressed": (("citizen", "keeper"),),
    "case.reopen": (("citizen", "keeper"), ("caller", "desk")),
    "case.ask_review": (("citizen", "keeper"),),
    "case.review": (("reviewer", "keeper"),),
    "case.tell_opinion": (
        ("clerk", "desk"),
        ("sorter", "desk"),
        ("reviewer", "keeper"),
        ("citizen", "keeper"),
        ("clock", "anywhere"),
    ),
    "case.close": (
        ("sorter", "desk"),
        ("caller", "desk"),
        ("discipline", "desk"),
        ("citizen", "keeper"),
        ("clock", "anywhere"),
    ),
    "case.instruct": (("secretary", "addressed"), ("secretary", "keeper")),
    "case.sponsor": (("secretary", "addressed"), ("secretary", "keeper")),
    "case.supervise": (("supervisor", "keeper"),),
    # the ledger of problems: what many letters tell of, who mends it, and whether it is mended
    "problem.list": (("sorter", "desk"),),
    "problem.change": (("sorter", "desk"),),
    "problem.assign": (("sorter", "desk"),),
    "problem.plan": (("officer", "keeper"),),
    "problem.mend": (("officer", "keeper"),),
    # never by the body that mended it: the verb looks at whose it was
    "problem.strike": (("sorter", "desk"), ("supervisor", "keeper")),
    "problem.answer": (("citizen", "keeper"),),
    "theme.choose": (("secretary", "keeper"), ("supervisor", "keeper")),
    "theme.report": (("officer", "keeper"), ("approver", "keeper")),
    "problem.carry": (("clock", "anywhere"),),
    "problem.read": (
        ("clerk", "desk"),
        ("sorter", "desk"),
        ("caller", "desk"),
        ("officer", "keeper"),
        ("approver", "keeper"),
        ("secretary", "keeper"),
        ("supervisor", "keeper"),
        ("reviewer", "keeper"),
        ("auditor", "keeper"),
    ),
    # telling the writer
    "notice.post": (("clerk", "desk"), ("sorter", "desk")),
    "notice.stop": (("citizen", "keeper"),),
    "promise.list": (("supervisor", "keeper"), ("secretary", "keeper")),
    # the office
    "organisation.change": (
        ("installer", "anywhere"),
        ("office", "anywhere"),
    ),
    "person.change": (
        ("installer", "anywhere"),
        ("office", "anywhere"),
    ),
    # a secretary lets somebody of the own office read the letters written to it
    "post.delegate": (("secretary", "anywhere"),),
    "catalogue.publish": (("installer", "anywhere"), ("office", "anywhere"), ("sorter", "anywhere")),
    "rulebook.publish": (
        ("installer", "anywhere"),
        ("office", "anywhere"),
    ),
    "calendar.change": (
        ("installer", "anywhere"),
        ("office", "anywhere"),
    ),
    "law.keep": (
        ("installer", "anywhere"),
        ("office", "anywhere"),
    ),
    # files to and from other systems
    "exchange.change": (("installer", "anywhere"), ("office", "anywhere")),
    "exchange.tell": (("installer", "anywhere"), ("office", "anywhere"), ("clock", "anywhere")),
    # programs of others that may speak to the house
    "key.keep": (
        ("installer", "anywhere"),
        ("office", "anywhere"),
    ),
    # told when something happens in what it may read: each to its own; the office and the end of a key end it
    "hook.keep": (
        ("clerk", "anywhere"),
        ("sorter", "anywhere"),
        ("caller", "anywhere"),
        ("officer", "anywhere"),
        ("approver", "anywhere"),
        ("secretary", "anywhere"),
        ("supervisor", "anywhere"),
        ("reviewer", "anywhere"),
        ("auditor", "anywhere"),
        ("reader", "anywhere"),
    ),
    "hook.end": (
        ("office", "anywhere"),
        ("installer", "anywhere"),
        ("clock", "anywhere"),
    ),
    # what a person looks for again; each sees only their own
    "search.keep": (
        ("clerk", "anywhere"),
        ("sorter", "anywhere"),
        ("caller", "anywhere"),
        ("officer", "anywhere"),
        ("approver", "anywhere"),
        ("secretary", "anywhere"),
        ("supervisor", "anywhere"),
        ("reviewer", "anywhere"),
        ("auditor", "anywhere"),
        ("reader", "anywhere"),
    ),
    "ledger.verify": (("office", "anywhere"), ("auditor", "anywhere"), ("supervisor", "anywhere")),
}
