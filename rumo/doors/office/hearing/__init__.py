"""What staff do with what was said: moderate it, write down what others say, answer it."""
