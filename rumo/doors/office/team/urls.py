"""Addresses of the team."""

from django.urls import path

from rumo.doors.office.team import acts, enrolling, machines, views

urlpatterns = [
    path("equipa/", views.team, name="team"),
    path("equipa/nova-entidade/", acts.new_entity, name="entity-new"),
    path("equipa/organizacoes/", enrolling.every, name="enrolments"),
    path("equipa/organizacoes/<slug:enrolment>/", enrolling.one, name="enrolment"),
    path("equipa/<slug:entity>/", views.entity, name="entity"),
    path("equipa/<slug:entity>/convidar/", acts.invite, name="invite"),
    path("equipa/<slug:entity>/chaves/", machines.machines, name="machines"),
    path("equipa/chaves/<slug:token>/revogar/", machines.revoke, name="machine-revoke"),
    path("equipa/convites/<slug:invitation>/retirar/", acts.cancel, name="invitation-cancel"),
    path(
        "equipa/substituicoes/<slug:substitution>/terminar/", acts.end_substitution, name="substitution-end"
    ),
    path("equipa/pessoas/<slug:membership>/", views.membership, name="membership"),
    path("equipa/pessoas/<slug:membership>/substituir/", acts.substitute, name="substitute"),
    path("equipa/pessoas/<slug:membership>/passar/", acts.hand_over, name="hand-over"),
    path("equipa/pessoas/<slug:membership>/terminar/", acts.end, name="membership-end"),
]
