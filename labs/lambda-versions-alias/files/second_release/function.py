"""What it costs to ship an order: nothing for large ones."""

FEE = 490  # cents
FREE_FROM = 5000


def handler(event, context):
    """The shipping of an order in cents, for its total in cents."""
    return {"release": "second", "shipping": 0 if event["total"] >= FREE_FROM else FEE}
