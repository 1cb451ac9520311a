"""Public pages of taking part, language first."""

from django.urls import path

from rumo.doors.participate import (
    answering,
    calendars,
    cover,
    organisations,
    paper,
    reading,
    receipts,
    reporting,
    results,
    voting,
    writing,
)
from rumo.doors.participate.tables import sitting

app_name = "participate"
urlpatterns = [
    path("consultas/", cover.consultations, name="list"),
    path("consultas/calendario.ics", calendars.every, name="calendars"),
    path("consultas/<slug:slug>/calendario.ics", calendars.one, name="calendar"),
    path("consultas/<slug:slug>/", cover.cover, name="cover"),
    path("consultas/<slug:slug>/responder/", answering.answer, name="answer"),
    path("consultas/<slug:slug>/texto/", writing.text, name="text"),
    path("consultas/<slug:slug>/afirmacoes/", voting.statements, name="statements"),
    path("consultas/<slug:slug>/afirmacoes/nova/", writing.statement, name="statement"),
    path("consultas/<slug:slug>/propostas/", writing.proposals, name="proposals"),
    path("consultas/<slug:slug>/propostas/<slug:number>/apoiar/", writing.support, name="support"),
    path("consultas/<slug:slug>/posicao/", writing.position, name="position"),
    path("consultas/<slug:slug>/papel/", paper.paper, name="paper"),
    path("contributos/<slug:number>/", reading.contribution, name="contribution"),
    path("contributos/<slug:number>/denunciar/", reading.report, name="report"),
    path("moderacao/", reading.moderation, name="moderation"),
    path("consultas/<slug:slug>/resultados/", results.results, name="results"),
    path("consultas/<slug:slug>/relatorio/", reporting.report, name="report-page"),
    path("consultas/<slug:slug>/relatorio.pdf", reporting.report_pdf, name="report-pdf"),
    path("consultas/<slug:slug>/resultados.csv", results.results_csv, name="results-csv"),
    path("consultas/<slug:slug>/resultados.xlsx", results.results_xlsx, name="results-xlsx"),
    path("organizacoes/conta/", organisations.ask, name="enrol"),
    path("organizacoes/conta/confirmar/", organisations.confirm, name="enrol-confirm"),
    path("comprovativo/", receipts.receipt, name="receipt"),
    path("comprovativo/corrigir/", answering.correct, name="correct"),
    path("comprovativo/ouvir/", receipts.listen, name="listen"),
    path("comprovativo/retirar/", receipts.withdraw, name="withdraw"),
    path("comprovativo/endereco/", receipts.leave, name="leave"),
    path("comprovativo/recorrer/", receipts.appeal, name="appeal"),
    path("mesa/", sitting.table, name="table"),
    path("mesa/quadro/", sitting.board, name="board"),
]
