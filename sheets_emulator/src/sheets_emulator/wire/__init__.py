"""What goes over the line: requests, responses, errors, and the log of them."""
