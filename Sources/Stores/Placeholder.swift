package enum PlaceholderStores {}
