"""The HTTP door: commands in, answers with their position and proof out."""
