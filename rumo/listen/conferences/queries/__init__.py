"""What is read of conferences: calls and abstracts, reviews, the programme, questions and polls, proceedings."""
