"""AWS IAM, as the sandbox has it; `service.py` is the map of the room."""
