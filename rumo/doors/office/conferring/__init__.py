"""Conferences in the office: the call, assigning, reviewing and deciding, rooms and slots, speakers, questions and polls."""
