"""Rules: their language, what they decide about cells and rows, and what is wrong with them."""
