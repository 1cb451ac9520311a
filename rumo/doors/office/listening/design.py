"""The design sheet: what to settle before one asks, after the ten steps of the OECD's guidelines for citizen participation and the
consultation principles of the United Kingdom's government, in words of our own. A key never changes: answers are kept under it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SHEET: tuple[tuple[str, Promise], ...] = (
    # OECD (2022), Guidelines for Citizen Participation Processes: the ten steps
    ("problem", _("Que problema se quer resolver, e em que momento da decisão se está?")),
    ("result", _("O que se espera receber, e quem se compromete a usá-lo?")),
    ("people", _("Quem tem de ser ouvido, e como se chega a quem costuma ficar de fora?")),
    ("method", _("Porque são estas as formas certas de participar, e não outras?")),
    ("tools", _("Que meios digitais e em papel há, e como participa quem não tem Internet?")),
    ("telling", _("Como e onde se anuncia a consulta, em que línguas, com que parceiros?")),
    ("running", _("Quem faz o quê, com que tempo e com que dinheiro?")),
    ("using", _("Como se passam as respostas à decisão, e quando se diz às pessoas o que mudou?")),
    ("evaluation", _("Como se saberá se a consulta correu bem, e o que se aprendeu?")),
    ("culture", _("O que fica para as próximas: contactos, materiais, hábitos?")),
    # United Kingdom, Consultation Principles (2018)
    ("clear", _("As perguntas estão em linguagem clara, e são só as necessárias?")),
    ("purpose", _("A decisão está mesmo em aberto? O que é que as respostas podem mudar?")),
    ("informed", _("Há informação bastante para responder: custos, alternativas, a quem afeta?")),
    ("proportionate", _("O prazo é proporcional, e evita férias, feriados religiosos e eleições?")),
    ("targeted", _("Que entidades são convidadas, e consultou-se já quem trabalha no terreno?")),
    ("agreed", _("Quem decide concordou com a consulta antes de ela abrir?")),
    ("response", _("Até quando se publica a resposta, e em que formato?")),
)
