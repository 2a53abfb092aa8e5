"""The demonstration district and the command that runs it."""
