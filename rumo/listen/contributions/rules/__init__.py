"""The rules of contributions: what may be said, what is wrong with it, who may do what with it, how it is sealed."""
