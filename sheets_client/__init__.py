"""Talking to Google through gspread and google-auth; knows nothing of wards."""
