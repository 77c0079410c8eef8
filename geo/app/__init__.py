"""The pages of the app: widgets and layout. What they show is decided elsewhere."""
