"""The citizen's addresses. Everything below /t/<code>/ opens only with the receipt code."""

from django.urls import path

from lianxin.web.citizen import (
    views_answer,
    views_contest,
    views_home,
    views_letter,
    views_paper,
    views_phone,
    views_speak,
    views_stop,
    views_write,
)

urlpatterns = [
    path("", views_home.home, name="home"),
    path("track/", views_home.track_box, name="track-box"),
    path("how-we-count/", views_home.how_we_count, name="how-we-count"),
    path("listed/", views_home.listed, name="listed"),
    path("large/", views_home.large, name="large"),
    path("health", views_home.health, name="health"),
    path("write/", views_write.write, name="write"),
    path("worker.js", views_phone.worker, name="phone-worker"),
    path("phone/lianxin.webmanifest", views_phone.manifest, name="phone-manifest"),
    path("phone/write/", views_phone.kept_write, name="phone-write"),
    path("phone/offline/", views_phone.kept_offline, name="phone-offline"),
    path("phone/letter/", views_phone.hand_in, name="phone-letter"),
    path("write/bodies", views_write.bodies, name="write-bodies"),
    path("t/<str:code>/", views_letter.track, name="letter"),
    path("t/<str:code>/receipt/", views_letter.receipt, name="letter-receipt"),
    path("t/<str:code>/timeline/", views_paper.timeline, name="letter-timeline"),
    path("t/<str:code>/paper/<int:seq>/", views_paper.on_paper, name="letter-paper"),
    path("t/<str:code>/file/<uuid:file>/", views_letter.download, name="letter-file"),
    path("t/<str:code>/file/<uuid:file>/large/", views_letter.picture, name="letter-picture"),
    path("t/<str:code>/answer/", views_letter.read, name="letter-answer"),
    path("t/<str:code>/rate/", views_speak.rate_answer, name="letter-rate"),
    path("t/<str:code>/not-solved/", views_speak.say_not_solved, name="letter-not-solved"),
    path("t/<str:code>/pressed/", views_speak.pressed, name="letter-pressed"),
    path("t/<str:code>/appeal/", views_speak.appeal, name="letter-appeal"),
    path("t/<str:code>/answer/<uuid:question>/", views_answer.answer, name="letter-question"),
    path("t/<str:code>/keep-out/", views_speak.keep_out, name="letter-keep-out"),
    path("t/<str:code>/public/", views_speak.choose, name="letter-public"),
    path("t/<str:code>/contest/<int:number>/", views_contest.contest, name="letter-contest"),
    path("t/<str:code>/add/", views_speak.add, name="letter-add"),
    path("stop/<uuid:key>/<str:mark>/", views_stop.stop, name="stop-mail"),
    path("t/<str:code>/withdraw/", views_speak.take_back, name="letter-withdraw"),
]
