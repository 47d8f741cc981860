"""Django's SQLite backend with a write-ahead log and IMMEDIATE transactions, before Django 5.1."""
