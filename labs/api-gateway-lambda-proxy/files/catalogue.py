"""The books of the library. Put this file beside your handler into the package."""

BOOKS = {
    "1": {"id": "1", "title": "Middlemarch", "author": "George Eliot"},
    "2": {"id": "2", "title": "Walden", "author": "Henry David Thoreau"},
    "3": {"id": "3", "title": "The Time Machine", "author": "H. G. Wells"},
}


def find(number):
    """The book of that number (a text), None when there is none."""
    return BOOKS.get(number)
