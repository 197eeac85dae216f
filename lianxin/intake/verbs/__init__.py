from lianxin.intake.verbs.adding import add_arrived, add_files, add_words, transcribe
from lianxin.intake.verbs.chatting import go_on, next_question
from lianxin.intake.verbs.correcting import correct_email, leave_contact
from lianxin.intake.verbs.drafting import drop_draft, keep_draft
from lianxin.intake.verbs.fetching import bring, give_up, put_off, take_awaited
from lianxin.intake.verbs.holding import (
    ToHold,
    hold,
    hold_about,
    hold_letter,
    hold_many,
    join,
    make_letter,
    note_quiet,
    open_arrival,
    read_after_all,
    release,
    set_aside,
    take_back,
)
from lianxin.intake.verbs.keeping_out import (
    ask_recusal,
    grant_recusal,
    let_recusal_stand,
    refuse_recusal,
)
from lianxin.intake.verbs.marking import mark_abuse, unmark_abuse
from lianxin.intake.verbs.opening import open_contact, open_submission
from lianxin.intake.verbs.readdressing import readdress
from lianxin.intake.verbs.receiving import Then, receive, receive_many
from lianxin.intake.verbs.recusing import readmit, recuse, step_aside
from lianxin.intake.verbs.scanned_letters import (
    begin_at,
    drop_scans,
    join_before,
    join_scan,
    keep_typed,
    key_in,
    set_scan_aside,
    take_scan_back,
    turn_page,
)

__all__ = [
    "Then",
    "ToHold",
    "add_arrived",
    "add_files",
    "add_words",
    "ask_recusal",
    "begin_at",
    "bring",
    "correct_email",
    "drop_draft",
    "drop_scans",
    "give_up",
    "go_on",
    "grant_recusal",
    "hold",
    "hold_about",
    "hold_letter",
    "hold_many",
    "join",
    "join_before",
    "join_scan",
    "keep_draft",
    "keep_typed",
    "key_in",
    "leave_contact",
    "let_recusal_stand",
    "make_letter",
    "mark_abuse",
    "next_question",
    "note_quiet",
    "open_arrival",
    "open_contact",
    "open_submission",
    "put_off",
    "read_after_all",
    "readdress",
    "readmit",
    "receive",
    "receive_many",
    "recuse",
    "refuse_recusal",
    "release",
    "set_aside",
    "set_scan_aside",
    "step_aside",
    "take_awaited",
    "take_back",
    "take_scan_back",
    "transcribe",
    "turn_page",
    "unmark_abuse",
]
