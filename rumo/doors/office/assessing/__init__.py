"""A municipality assesses itself: opening, answering dimension by dimension, publishing with a second pair of eyes."""
