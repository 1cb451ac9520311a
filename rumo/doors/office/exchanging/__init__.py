"""Exchanging good practices: reviewing what is proposed, taking up and recognising what others did, saying which measures follow it."""
