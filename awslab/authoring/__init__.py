"""The instructor's bench: check content, prove labs, count what there is, and describe the formats to editors."""
