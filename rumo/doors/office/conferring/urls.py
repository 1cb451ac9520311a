"""Addresses of conferences in the office."""

from django.urls import path

from rumo.doors.office.conferring import judging, leading, lists, placing, reviewing, speaking

ONE = "conferencias/<slug:conference>/"
ABSTRACT = f"{ONE}resumos/<slug:abstract>/"
PROGRAMME = f"{ONE}programa/"
LIVE = f"{ONE}ao-vivo/<slug:slot>/"
urlpatterns = [
    path("conferencias/", lists.list_, name="conferences"),
    path(ONE, lists.desk, name="conference"),
    path(f"{ONE}chamada/", lists.call, name="conference-call"),
    path(f"{ONE}resumos/", judging.abstracts, name="conference-abstracts"),
    path(ABSTRACT, judging.abstract, name="conference-abstract"),
    path(f"{ABSTRACT}atribuir/", judging.assign, name="abstract-assign"),
    path(f"{ABSTRACT}decidir/", judging.decide, name="abstract-decide"),
    path(PROGRAMME, placing.programme, name="conference-programme"),
    path(f"{PROGRAMME}salas/", placing.add_room, name="conference-rooms"),
    path(f"{PROGRAMME}salas/<slug:room>/tirar/", placing.drop_room, name="room-drop"),
    path(f"{PROGRAMME}publicar/", placing.publish, name="programme-publish"),
    path(f"{PROGRAMME}novo/", placing.new, name="slot-new"),
    path(f"{PROGRAMME}<slug:slot>/", placing.edit, name="slot-edit"),
    path(f"{PROGRAMME}<slug:slot>/mover/", placing.move, name="slot-move"),
    path(f"{PROGRAMME}<slug:slot>/tirar/", placing.drop, name="slot-drop"),
    path(f"{ONE}oradores/", speaking.speakers, name="conference-speakers"),
    path(f"{ONE}oradores/autores/", speaking.bring, name="speakers-bring"),
    path(f"{ONE}oradores/<slug:speaker>/", speaking.edit, name="speaker-edit"),
    path(f"{ONE}oradores/<slug:speaker>/tirar/", speaking.drop, name="speaker-drop"),
    path(LIVE, leading.desk, name="slot-live"),
    path(f"{LIVE}perguntas/<slug:question>/", leading.moderate, name="live-moderate"),
    path(f"{LIVE}sondagens/<slug:poll>/fechar/", leading.close, name="poll-close"),
    path("apreciacoes/", reviewing.mine, name="reviews"),
    path("apreciacoes/<slug:review>/", reviewing.review, name="review"),
    path("apreciacoes/<slug:review>/conflito/", reviewing.declare, name="review-conflict"),
]
