"""Conferences: a call for abstracts, blind review, a programme without clashes, speakers, live questions and polls."""
