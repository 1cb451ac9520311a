"""Evaluating plans: opening an evaluation, answering its questions, writing findings, publishing."""
