"""Everything that happens by the clock, on one page: how many seconds apart, and what."""

TIMETABLE: list[tuple[int, str]] = [
    (1, "lianxin.ledger.verbs.reacting.react"),
    (20, "lianxin.clock.verbs.ticking.tick"),
    (5, "lianxin.outcomes.verbs.sending.send_due"),
    (5, "lianxin.mailroom.fetching.fetch_files"),
    (10, "lianxin.mailroom.spool.drain"),
    (3600, "lianxin.flow.balance.keep_day"),
    (300, "lianxin.mailroom.probing.probe_channels"),
    (3600, "lianxin.flow.export.export_events"),
    (3600, "lianxin.api.verbs.once.forget_answers"),
]
