package enum PlaceholderSQLEngine {}
