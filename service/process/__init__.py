"""The processes of the service: started, worked, logged, backed up."""
