"""The addresses of the desks, all under /desk/."""

from django.urls import path

from lianxin.web.desk import (
    appeals,
    calling,
    cases,
    delegating,
    demo,
    landing,
    letters,
    owed,
    paper,
    posting,
    printing,
    queue,
    sealed,
    searching,
    sorting,
)

urlpatterns = [
    path("", landing.landing, name="desk"),
    path("sign-out/", landing.sign_out, name="sign-out"),
    path("demo/", demo.people, name="demo"),
    path("demo/<slug:role>/", demo.sign_in, name="demo-sign-in"),
    path("search/", searching.search, name="desk-search"),
    path("sort/", queue.queue, name="desk-sort"),
    path("sort/<uuid:key>/", sorting.letter, name="desk-sort-letter"),
    path("sort/<uuid:key>/suggestions/", sorting.suggestions, name="desk-suggestions"),
    path("cases/", cases.cases, name="desk-cases"),
    path("appeals/", appeals.appeals, name="desk-appeals"),
    path("calls/", calling.calls, name="desk-calls"),
    path("case/<uuid:key>/", cases.case, name="desk-case"),
    path("case/<uuid:key>/letter/", printing.reply_letter, name="desk-reply-letter"),
    path("letters/", letters.letters, name="desk-letters"),
    path("letters/readers/", delegating.readers, name="desk-readers"),
    path("letter/<uuid:key>/", letters.letter, name="desk-letter"),
    path("letter/<uuid:key>/contact/", letters.contact, name="desk-contact"),
    path("file/<uuid:key>/", letters.file, name="desk-file"),
    path("owed/", owed.owed, name="desk-owed"),
    path("owed/<str:path>/", owed.owed_list, name="desk-owed-list"),
    path("paper/", paper.paper, name="desk-paper"),
    path("post/", posting.desk, name="desk-post"),
    path("post/print/", posting.sheets_to_post, name="desk-post-print"),
    path("waiting/", paper.waiting, name="desk-waiting"),
    path("sealed/", sealed.sealed, name="desk-sealed"),
]
