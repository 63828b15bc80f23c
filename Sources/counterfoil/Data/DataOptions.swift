import ArgumentParser

/// `--data` and `--database`, which every command takes.
struct DataOptions: ParsableArguments {
  @Option(name: .customLong("data"), help: "The folder of the shop. [COUNTERFOIL_DATA] (default: ./counterfoil-data)")
  var data: String?

  @Option(name: .customLong("database"), help: "A SQLite file in place of the folder's own, or postgres://…. [COUNTERFOIL_DATABASE]")
  var database: String?

  /// Where the shop is.
  func place() throws -> ShopPlace {
    let folder = DataFolder(path: ShopPlace.trimmed(data ?? Surroundings.value("DATA") ?? "counterfoil-data"))
    guard let url = database ?? Surroundings.value("DATABASE") else {
      return ShopPlace(folder: folder, storage: SQLiteStorage(path: folder.databasePath))
    }
    return ShopPlace(folder: folder, storage: try ShopPlace.storage(of: url))
  }
}
