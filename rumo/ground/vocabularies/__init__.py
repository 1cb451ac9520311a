"""Vocabularies: versioned lists of terms."""
