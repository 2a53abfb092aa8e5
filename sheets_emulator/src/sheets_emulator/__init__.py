"""A local Google (Sheets v4, Drive v3, OAuth token, push) joined to clients only by HTTP."""
