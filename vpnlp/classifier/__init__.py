"""Themes from texts: features, the text stage, the context stage, training, evaluation, storage."""
