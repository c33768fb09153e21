"""Generated from protos/propengine/v1; `make proto` writes it anew."""
