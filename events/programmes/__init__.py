"""Programmes: the projects that activities belong to."""
