"""What moto gets wrong of Amazon ECS, or half forgets.

The modules are loaded in alphabetical order, and a correction of a method stands around those that were loaded before:
`services.py` (what services do in time) around `service_settings.py` (what is remembered of their settings), `tasks.py`
around `networks.py`.
"""
