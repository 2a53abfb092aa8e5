"""Our two columns beside each list, their texts and their colours."""
