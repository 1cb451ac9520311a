"""Letters as they leave: rendered in the reader's language, sent once."""
