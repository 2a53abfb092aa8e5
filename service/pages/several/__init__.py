"""What is told over all campaigns of a service: the switch, the list of them, what a unit owes."""
