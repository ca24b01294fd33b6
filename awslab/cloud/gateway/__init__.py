"""The way of one request: access, recognition, guards, answers, moto, what follows, trail."""
