"""What it costs to ship an order: the same for all."""

FEE = 490  # cents


def handler(event, context):
    """The shipping of an order in cents, for its total in cents."""
    return {"release": "first", "shipping": FEE}
