package enum PlaceholderJSON {}
