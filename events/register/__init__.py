"""The register of a course: who wants to come, who may read it, and when it is forgotten."""
