"""Repositories of feedback: what people are told of, inside the application and outside."""
