"""The periods of a campaign: their names, deadlines, and the days that their data are of."""
