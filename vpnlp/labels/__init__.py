"""Labelled units in and out: the labels folder, spreadsheets, annotation tools."""
