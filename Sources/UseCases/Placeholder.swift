package enum PlaceholderUseCases {}
