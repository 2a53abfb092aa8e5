"""What moves on a page while somebody looks at it."""
