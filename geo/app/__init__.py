"""The pages of the app: widgets and layout only."""
