"""What officers answer beside a finding, and ask about a row."""
