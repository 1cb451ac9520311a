"""The residents' door: consultations, taking part in them, the receipt."""
