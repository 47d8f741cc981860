"""Settings that the plugin adds to the platform's. Imported while settings load: no models here."""
