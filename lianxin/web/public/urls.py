"""The addresses of what anybody may read, all under /public/. Nothing here follows anybody."""

from django.urls import path

from lianxin.web.public import numbers, problems, views

urlpatterns = [
    path("", views.letters, name="public"),
    path("problems/", problems.problems, name="public-problems"),
    path("problems/<str:number>/", problems.problem, name="public-problem"),
    path(
        "problems/<str:number>/picture/<int:step>/<int:picture>/",
        problems.picture,
        name="public-problem-picture",
    ),
    path("themes/", problems.themes, name="public-themes"),
    path("ledger/", views.ledger, name="public-ledger"),
    path("ledger.json", views.ledger_json, name="public-ledger-json"),
    path("events.csv", views.events, name="public-events"),
    path("figures/", views.figures, name="public-figures"),
    path("numbers/", numbers.numbers, name="public-numbers"),
    path("numbers/<slug:name>/", numbers.numbers, name="public-numbers-page"),
    path("data/<str:name>", numbers.data, name="public-data"),
    path("uptime/", views.uptime, name="public-uptime"),
    path("<int:number>/", views.letter, name="public-letter"),
    path("<int:number>/picture/<int:picture>/", views.picture, name="public-picture"),
]
