"""Addresses of reception, under /s/<site_code>/reception/."""

from django.urls import path

from guanjia.reception.views import deposits, languages, office, profiles, reception_acts, receptions, security, video

app_name = "reception"
urlpatterns = [
    path("", receptions.receptions, name="receptions"),
    path("new/", receptions.new, name="new"),
    path("r/<str:number>/", receptions.reception, name="reception"),
    path("r/<str:number>/plan.pdf", reception_acts.paper, name="paper"),
    path("r/<str:number>/kitchen.pdf", reception_acts.kitchen, name="kitchen"),
    path("r/<str:number>/guests/<int:pk>/wishes/", reception_acts.wishes_page, name="wishes"),
    path("r/<str:number>/guests/<int:pk>/sheet.pdf", reception_acts.sheet, name="sheet"),
    path("r/<str:number>/letter/", reception_acts.letter, name="letter"),
    path("r/<str:number>/fill/<str:code>/", reception_acts.fill, name="fill"),
    path("guests/", profiles.profiles, name="profiles"),
    path("guests/<int:pk>/", profiles.profile, name="profile"),
    path("r/<str:number>/guests/<int:pk>/welcome.pdf", profiles.welcome, name="welcome"),
    path("r/<str:number>/lines/<int:pk>/", reception_acts.line, name="line"),
    path("r/<str:number>/drop/<str:code>/<int:pk>/", reception_acts.drop, name="drop"),
    path("r/<str:number>/<str:verb>/", reception_acts.act, name="act"),
    path("office/", office.office, name="office"),
    path("office/fill/<str:code>/", office.fill, name="office_fill"),
    path("office/where/<int:pk>/", office.where, name="where"),
    path("office/<str:code>/<int:pk>/<str:to>/", office.move, name="office_move"),
    path("interpreters/", languages.interpreters, name="interpreters"),
    path("phrases/", languages.phrases, name="phrases"),
    path("phrases/<str:code>/", languages.show, name="show"),
    path("phrases/<str:code>/<str:language>.pdf", languages.card, name="card"),
    path("needs/<int:pk>/<str:verb>/", languages.act, name="need_act"),
    path("e/<str:ref>/languages/", languages.languages, name="languages"),
    path("e/<str:ref>/languages/<str:code>/", languages.fill, name="languages_fill"),
    path("video/<int:pk>/", video.video, name="video"),
    path("video/venues/<int:pk>/", video.call, name="venue"),
    path("e/<str:ref>/deposits/", deposits.deposits, name="deposits"),
    path("e/<str:ref>/deposits/give/", deposits.give, name="give"),
    path("e/<str:ref>/deposits/count/", deposits.count, name="count"),
    path("deposits/<int:pk>/", deposits.one, name="deposit"),
    path("deposits/<int:pk>/end/", deposits.end, name="deposit_end"),
    path("deposits/<int:pk>/tag.pdf", deposits.tag, name="tag"),
    path("e/<str:ref>/security/", security.security, name="security"),
    path("e/<str:ref>/security/plan/", security.plan, name="security_plan"),
    path("e/<str:ref>/security/command/", security.command, name="security_command"),
    path("e/<str:ref>/security/check/", security.screening, name="screening"),
    path("e/<str:ref>/security/rings/<str:code>/", security.ring, name="ring"),
    path("e/<str:ref>/security/<str:verb>/", security.act, name="security_act"),
]
