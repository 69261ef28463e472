"""A Document becomes Units: demands and sentences of body text, with their heading paths."""
