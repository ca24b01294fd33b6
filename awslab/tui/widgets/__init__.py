"""What screens are made of: state comes in as reactives, what the learner did goes out as messages."""
