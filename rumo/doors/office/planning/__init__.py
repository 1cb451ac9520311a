"""Plan making: plans drafted, brought in, sent, approved, published, carried on, and who answers for their measures."""
