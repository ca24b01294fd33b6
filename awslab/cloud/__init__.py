"""The AWS that answers: one room for each service, in front of moto."""
