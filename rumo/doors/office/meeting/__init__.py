"""Gatherings in the office: made, published, cancelled; who comes, what they need, who came."""
