"""The addresses of the office."""

from django.urls import path

from lianxin.backoffice.views import calendar, catalogue, laws, ledger, organisations, overview, people, rules

urlpatterns = [
    path("", overview.overview, name="office"),
    path("organisations/", organisations.tree, name="office-organisations"),
    path("organisations/add/", organisations.add, name="office-organisation-add"),
    path("organisations/upload/", organisations.upload, name="office-organisations-upload"),
    path("organisations/<uuid:key>/", organisations.one, name="office-organisation"),
    path("organisations/<uuid:key>/closing/", organisations.close, name="office-organisation-close"),
    path("people/", people.people, name="office-people"),
    path("people/add/", people.add, name="office-person-add"),
    path("people/<uuid:key>/", people.one, name="office-person"),
    path("people/<uuid:key>/login/", people.login, name="office-person-login"),
    path("people/<uuid:key>/password/", people.password, name="office-person-password"),
    path("people/<uuid:key>/second-factor/", people.second_factor, name="office-person-second-factor"),
    path("people/<uuid:key>/posts/", people.post, name="office-person-post"),
    path("people/<uuid:key>/active/", people.active, name="office-person-active"),
    path("posts/<uuid:key>/end/", people.end, name="office-post-end"),
    path("catalogue/", catalogue.editions, name="office-catalogues"),
    path("catalogue/new/", catalogue.new, name="office-catalogue-new"),
    path("catalogue/<int:version>/", catalogue.edition, name="office-catalogue"),
    path("catalogue/<int:version>.xlsx", catalogue.sheet, name="office-catalogue-sheet"),
    path("catalogue/categories/", catalogue.categories, name="office-categories"),
    path("catalogue/categories/<uuid:key>/", catalogue.category, name="office-category"),
    path("calendar/", calendar.year, name="office-calendar"),
    path("calendar/try/", calendar.try_out, name="office-calendar-try"),
    path("calendar/announce/", calendar.announce, name="office-calendar-announce"),
    path("calendar/<int:number>/", calendar.year, name="office-calendar-year"),
    path("calendar/<int:number>/load/", calendar.load, name="office-calendar-load"),
    path("calendar/<int:number>/<str:day>/", calendar.day, name="office-calendar-day"),
    path("rules/", rules.versions, name="office-rulebooks"),
    path("rules/new/", rules.new, name="office-rulebook-new"),
    path("rules/publish/", rules.publish, name="office-rulebook-publish"),
    path("rules/<int:version>/", rules.version, name="office-rulebook"),
    path("rules/<int:version>.xlsx", rules.sheet, name="office-rulebook-sheet"),
    path("laws/", laws.laws, name="office-laws"),
    path("laws/<uuid:key>/", laws.law, name="office-law"),
    path("ledger/", ledger.health, name="office-ledger"),
]
