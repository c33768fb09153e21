"""Explaining: a message told as a page, from it alone: a kept answer can be told years later."""
