"""Names that look unused and are not: frameworks, moto and the standard library call them, each with its reason."""
