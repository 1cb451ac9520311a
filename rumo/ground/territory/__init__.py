"""Territory: regions, the 308 municipalities and their tile, boundaries."""
