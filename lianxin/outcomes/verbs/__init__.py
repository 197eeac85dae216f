from lianxin.outcomes.verbs.answering_along import answer_along, tell_along
from lianxin.outcomes.verbs.appealing import ask_recheck, ask_review, decide_appeal, tell_opinion
from lianxin.outcomes.verbs.appealing_figures import appeal_figure, decide_figure
from lianxin.outcomes.verbs.approving import approve, send_back
from lianxin.outcomes.verbs.calling import call_back
from lianxin.outcomes.verbs.claiming import claim, contest_claim, decide_claim, decide_contest
from lianxin.outcomes.verbs.delivering import deliver
from lianxin.outcomes.verbs.holding import let_asking_lapse
from lianxin.outcomes.verbs.laws import add_laws, date_law
from lianxin.outcomes.verbs.looking_back import look_back
from lianxin.outcomes.verbs.passing_on import pass_on_from_recused
from lianxin.outcomes.verbs.phoning import not_reached, read_out
from lianxin.outcomes.verbs.posting import correct_and_send, post, post_instead, stop_mails, try_again
from lianxin.outcomes.verbs.pressing import say_pressed
from lianxin.outcomes.verbs.progress import tell_progress
from lianxin.outcomes.verbs.publishing import choose_public, publish, take_down
from lianxin.outcomes.verbs.rating import not_solved, rate
from lianxin.outcomes.verbs.reading import read_answer
from lianxin.outcomes.verbs.replying import draft, submit, take_back
from lianxin.outcomes.verbs.taking_in import take_in
from lianxin.outcomes.verbs.telling import tell_received

__all__ = [
    "add_laws",
    "answer_along",
    "appeal_figure",
    "approve",
    "ask_recheck",
    "ask_review",
    "call_back",
    "choose_public",
    "claim",
    "contest_claim",
    "correct_and_send",
    "date_law",
    "decide_appeal",
    "decide_claim",
    "decide_contest",
    "decide_figure",
    "deliver",
    "draft",
    "let_asking_lapse",
    "look_back",
    "not_reached",
    "not_solved",
    "pass_on_from_recused",
    "post",
    "post_instead",
    "publish",
    "rate",
    "read_answer",
    "read_out",
    "say_pressed",
    "send_back",
    "stop_mails",
    "submit",
    "take_back",
    "take_down",
    "take_in",
    "tell_along",
    "tell_opinion",
    "tell_progress",
    "tell_received",
    "try_again",
]
