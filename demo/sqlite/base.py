"""The backend that Django loads for the engine `demo.sqlite`."""

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions take the write lock at once and wait for it."""

    def get_new_connection(self, conn_params):
        """Open a connection that readers and one writer can use side by side."""
        connection = super().get_new_connection(conn_params)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        return connection

    def _start_transaction_under_autocommit(self):
        self.cursor().execute("BEGIN IMMEDIATE")
