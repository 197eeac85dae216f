"""What follows an event, on one page. Each runs at least once, after the event is safely written.

The left side is an event of the ledger, the right side the functions that answer it.
"""

REACTIONS: dict[str, list[str]] = {
    "promise.fell_due": [
        "lianxin.outcomes.reactions.let_silence_advance",
        "lianxin.flow.reactions.let_time_decide",
        "lianxin.outcomes.reactions.keep_out_by_silence",
        "lianxin.outcomes.reactions.let_asking_fall",
    ],
    "submission.added_to": ["lianxin.flow.reactions.let_words_answer"],
    "submission.recused": ["lianxin.outcomes.reactions.pass_on_where_recused"],
    "case.passed_from_recused": [
        "lianxin.outcomes.reactions.tell_writer",
        "lianxin.outcomes.voices.bring_voices_along",
    ],
    "case.registered": ["lianxin.outcomes.reactions.tell_writer"],
    "case.accepted": ["lianxin.outcomes.reactions.tell_writer"],
    "case.declined": [
        "lianxin.outcomes.reactions.tell_writer",
        "lianxin.outcomes.voices.decline_voices",
    ],
    "case.linked": ["lianxin.outcomes.reactions.tell_writer"],
    "case.unlinked": [
        "lianxin.outcomes.reactions.settle_notices",
        "lianxin.outcomes.reactions.tell_writer",
    ],
    "case.took_over": [
        "lianxin.outcomes.reactions.tell_writer",
        "lianxin.outcomes.voices.bring_voices_along",
    ],
    "case.dispatched": [
        "lianxin.outcomes.reactions.tell_writer",
        "lianxin.outcomes.voices.bring_voices_along",
        "lianxin.insight.dispatching.keeping.keep_suggestion",
    ],
    "case.objected": ["lianxin.outcomes.voices.bring_voices_along"],
    "case.objection_upheld": [
        "lianxin.outcomes.reactions.tell_writer",
        "lianxin.outcomes.voices.bring_voices_along",
        "lianxin.insight.dispatching.keeping.say_where_it_stayed",
    ],
    "case.objection_rejected": [
        "lianxin.outcomes.reactions.pass_on_where_recused",
        "lianxin.outcomes.reactions.tell_writer",
        "lianxin.outcomes.voices.bring_voices_along",
    ],
    "case.acknowledged": [
        "lianxin.outcomes.reactions.tell_writer",
        "lianxin.outcomes.voices.bring_voices_along",
    ],
    "case.citizen_asked": ["lianxin.outcomes.reactions.tell_writer"],
    "case.extended": [
        "lianxin.outcomes.reactions.tell_writer",
        "lianxin.outcomes.voices.bring_voices_along",
    ],
    "case.deferred": [
        "lianxin.outcomes.reactions.tell_writer",
        "lianxin.outcomes.voices.bring_voices_along",
    ],
    "case.taken_up": [
        "lianxin.outcomes.reactions.tell_writer",
        "lianxin.outcomes.voices.bring_voices_along",
    ],
    "case.notice_given": ["lianxin.outcomes.reactions.tell_writer"],
    "case.graded": ["lianxin.outcomes.voices.bring_voices_along"],
    "case.track_chosen": ["lianxin.outcomes.voices.bring_voices_along"],
    "case.replied": [
        "lianxin.outcomes.reactions.send_reply",
        "lianxin.outcomes.reactions.tell_writer",
        "lianxin.outcomes.voices.answer_voices",
    ],
    "case.progress_told": [
        "lianxin.outcomes.reactions.tell_writer",
        "lianxin.outcomes.voices.tell_voices",
    ],
    "case.told_along": ["lianxin.outcomes.reactions.tell_writer"],
    "case.problem_told": ["lianxin.outcomes.reactions.tell_writer"],
    "case.answered_along": [
        "lianxin.outcomes.reactions.send_reply",
        "lianxin.outcomes.reactions.tell_writer",
    ],
    "case.withdrawn": ["lianxin.outcomes.voices.hand_on_voices"],
    "case.delivered": ["lianxin.outcomes.reactions.settle_notices"],
    "case.recalled": [
        "lianxin.outcomes.reactions.settle_notices",
        "lianxin.outcomes.voices.bring_voices_along",
    ],
    "case.reopened": [
        "lianxin.outcomes.reactions.tell_writer",
        "lianxin.outcomes.reactions.pass_on_where_recused",
    ],
    "case.claim_confirmed": ["lianxin.outcomes.reactions.tell_writer"],
    "case.contest_upheld": ["lianxin.outcomes.reactions.tell_writer"],
    "case.contest_dismissed": ["lianxin.outcomes.reactions.tell_writer"],
    "case.review_asked": ["lianxin.outcomes.reactions.tell_writer"],
    "case.recheck_asked": ["lianxin.outcomes.reactions.tell_writer"],
    "case.reviewed": ["lianxin.outcomes.reactions.tell_writer"],
    "case.rechecked": ["lianxin.outcomes.reactions.tell_writer"],
    "case.overturned": [
        "lianxin.outcomes.reactions.tell_writer",
        "lianxin.outcomes.reactions.pass_on_where_recused",
    ],
    "case.opinion_told": ["lianxin.outcomes.reactions.settle_notices"],
    "case.closed": ["lianxin.outcomes.reactions.tell_writer"],
}
