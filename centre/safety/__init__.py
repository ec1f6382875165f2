"""What protects a reader whose phone may be read by somebody else."""
