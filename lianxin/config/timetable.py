"""Everything that happens by the clock, on one page: how many seconds apart, and what."""

TIMETABLE: list[tuple[int, str]] = [
    (1, "lianxin.ledger.verbs.reacting.react"),
    (20, "lianxin.clock.verbs.ticking.tick"),
    (5, "lianxin.outcomes.verbs.sending.send_due"),
    (2, "lianxin.problems.verbs.carrying.carry"),
    (60, "lianxin.mailroom.large.answer_large"),
    (1, "lianxin.intake.verbs.reading_scans.read_due"),
    (5, "lianxin.mailroom.fetching.fetch_files"),
    (10, "lianxin.mailroom.spool.drain"),
    (5, "lianxin.intake.verbs.looking.look_at_due"),
    (3600, "lianxin.flow.balance.keep_day"),
    (300, "lianxin.mailroom.probing.probe_channels"),
    (3600, "lianxin.flow.export.export_events"),
    (3600, "lianxin.insight.figures.opening.open_data"),
    (3600, "lianxin.api.verbs.once.forget_answers"),
    (3, "lianxin.hooks.verbs.following.follow"),
    (3600, "lianxin.hooks.verbs.following.look_back"),
    (5, "lianxin.insight.verbs.counting.count_on"),
    (3600, "lianxin.intake.frequencies.learn_frequencies"),
    (3, "lianxin.insight.verbs.grouping.group_letters"),
    (3600, "lianxin.insight.verbs.counting.count_far_back"),
    (2, "lianxin.hooks.verbs.calling.call_due"),
    (3600, "lianxin.hooks.verbs.calling.forget_calls"),
    (2, "lianxin.exchange.verbs.working.work_on_files"),
    (1800, "lianxin.insight.dispatching.nightly.learn_nightly"),
    (3, "lianxin.exchange.verbs.telling.tell_asked"),
    (600, "lianxin.exchange.verbs.telling.tell_by_itself"),
    (5, "lianxin.exchange.folder.look_into_folder"),
]

# What is listened to as long as the house is open, each until it is told to stop.
LISTENERS: list[str] = ["lianxin.mailroom.listening.listen_to_all"]
