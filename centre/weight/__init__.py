"""What a page costs who reads it: with or without pictures, and how many bytes."""
