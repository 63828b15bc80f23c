package enum PlaceholderDocuments {}
