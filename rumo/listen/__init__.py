"""What a country hears: consultations and what people say in them."""
