"""What endpoints take and give, by noun. A field that is not named here neither comes nor goes."""
