"""What there is to learn: the model, the YAML loader with positions, the library and its cache."""
