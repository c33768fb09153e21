"""What is claimed about speed, reproducible: `python -m bench` prints it, side by side in one run."""
