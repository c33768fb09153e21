"""Explaining: a message told as a page, from the message alone, so that a kept answer can be told years later."""
