package import Domain
import Stores

extension UnitOfWork {
  /// Keeps a list of orders under a name; a shared one is everybody's.
  ///
  /// - Throws: ``RefusalCode/validationFailed`` when the principal keeps too many already, ``RefusalCode/forbidden`` for sharing.
  package func saveView(_ changes: Changes<SavedView>) throws -> SavedView {
    try principal.require(.readOrders)
    var view = SavedView(id: ids.next(), name: "", query: "", owner: principal.viewOwner, isShared: false, createdAt: now)
    changes.apply(to: &view)
    try view.settle()
    if view.isShared { try principal.require(.shareViews) }
    guard try tx.savedViews.count(of: view.owner) < SavedView.limit else {
      throw Refusal.invalid("name", "too_many", "You keep \(SavedView.limit) views already. Delete one first.")
    }
    try tx.savedViews.add(view)
    try record("view.created", EventObject("saved_view", view.id.text), at: nil)
    return view
  }

  /// Changes a view: one's own, or as an owner one that somebody else shares. Its maker may always take it back.
  package func changeView(_ id: ID<SavedView>, _ changes: Changes<SavedView>) throws -> SavedView {
    var view = try takeViewForChange(id)
    let wasShared = view.isShared
    changes.apply(to: &view)
    try view.settle()
    if view.isShared, !wasShared { try principal.require(.shareViews) }
    try tx.savedViews.save(view)
    try record("view.updated", EventObject("saved_view", id.text), at: nil)
    return view
  }

  package func removeView(_ id: ID<SavedView>) throws {
    _ = try takeViewForChange(id)
    try tx.savedViews.remove(id)
    try record("view.removed", EventObject("saved_view", id.text), at: nil)
  }

  package func findView(_ id: ID<SavedView>) throws -> SavedView {
    try principal.require(.readOrders)
    return try tx.savedViews.take(id, for: principal.viewOwner)
  }

  /// One's own views and the shared ones, newest first.
  package func listViews(search: String?, page: PageRequest) throws -> Page<SavedView> {
    try principal.require(.readOrders)
    return try tx.savedViews.list(for: principal.viewOwner, search: search, page: page)
  }

  private func takeViewForChange(_ id: ID<SavedView>) throws -> SavedView {
    let view = try findView(id)
    guard view.owner == principal.viewOwner || principal.role == .owner else { throw Refusal.forbidden(.shareViews) }
    return view
  }
}

extension Principal {
  /// Whose views are one's own: the same person or token, nobody else.
  package var viewOwner: String { "\(actorKind):\(actorID ?? "-")" }
}
