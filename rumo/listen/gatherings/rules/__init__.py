"""What holds of gatherings: the templates of canvases, and who may do what at a table."""
