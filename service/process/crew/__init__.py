"""The workers of a service with several campaigns: a process for each."""
