"""Rules of the house that no linter knows; each is also shown a bad sample, which it must refuse."""
