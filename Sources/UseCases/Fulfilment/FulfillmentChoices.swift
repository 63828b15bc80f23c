package import Domain
import Stores

/// What somebody may do with an order's goods now, and what the customer would hear.
package struct FulfillmentChoices: Sendable {
  package let current: String
  package let options: [Option]
  package let notice: Telling
  package let couriers: [Courier]
  /// Who took a package last, anywhere in the shop.
  package let lastCourier: String?

  package struct Option: Sendable {
    package let choice: FulfillmentChoice
    /// Why it cannot be chosen; nil where it can.
    package let reason: String?
    /// Fields that must be given with it.
    package let needs: [String]
  }

  /// Whether and how the customer is told.
  package struct Telling: Sendable {
    package let recipient: (channel: Message.Channel, address: String)?
    /// Whether the shop tells customers by itself.
    package let isDefault: Bool
    /// Why nobody can be told.
    package let reason: String?
    /// What they would read; nil where nothing was asked, or there is nothing to tell.
    package let text: String?
  }
}

/// What somebody is about to choose.
package struct FulfillmentPreview: Sendable {
  package let choice: FulfillmentChoice
  package let courier: String?
  package let trackingNumber: String?

  package init(choice: FulfillmentChoice, courier: String?, trackingNumber: String?) {
    self.choice = choice
    self.courier = courier
    self.trackingNumber = trackingNumber
  }
}

extension UnitOfWork {
  /// What may be chosen under *Change status*; nothing is changed by asking.
  package func fulfillmentChoices(_ id: ID<Order>, preview: FulfillmentPreview?) throws -> FulfillmentChoices {
    try principal.require(.readOrders)
    let order = try findOrder(id)
    let awaited = try tx.stock.awaited(by: id)
    let options = FulfillmentChoice.allCases.map { choice in
      let reason: String?
      var needs: [String] = []
      do throws(Refusal) {
        let plan = try order.plan(choice, awaited: awaited)
        reason = nil
        if choice == .shipped { needs = order.missingLabel(plan) }
      } catch {
        reason = error.detail
      }
      return FulfillmentChoices.Option(choice: choice, reason: reason, needs: needs)
    }
    return FulfillmentChoices(
      current: order.fulfillmentStep, options: options, notice: try telling(of: order, preview),
      couriers: try tx.couriers.list(search: nil, page: PageRequest(limit: 200)).elements, lastCourier: try tx.couriers.lastUsed())
  }

  private func telling(of order: Order, _ preview: FulfillmentPreview?) throws -> FulfillmentChoices.Telling {
    let settings = try tx.settings.current()
    let kind: NoticeKind = preview?.choice == .readyForPickup ? .readyForPickup : .shipped
    guard let recipient = try recipient(of: order) else {
      return .init(recipient: nil, isDefault: settings[tells: kind], reason: try silence(of: order), text: nil)
    }
    return .init(
      recipient: (recipient.channel, try shownAddress(of: recipient)), isDefault: settings[tells: kind], reason: nil,
      text: try preview.flatMap { try words(of: $0, order, for: recipient.channel) })
  }

  /// Where it goes, in words: of a conversation, whom it is with.
  private func shownAddress(of recipient: NoticeRecipient) throws -> String {
    guard recipient.channel == .conversation else { return recipient.address }
    return try standing(ID(stored: recipient.address))?.shownName ?? recipient.address
  }

  /// Why nobody can be told.
  private func silence(of order: Order) throws -> String {
    let phone = order.customer?.phone ?? order.shippingAddress?.phone ?? order.billingAddress?.phone
    if try mailAddress(of: order) == nil, phone == nil { return "No e-mail address or phone number of the customer is known." }
    return "Neither e-mail nor SMS can leave the shop for this customer. See Settings, Messages."
  }

  private func words(of preview: FulfillmentPreview, _ order: Order, for channel: Message.Channel) throws -> String? {
    guard preview.choice == .shipped || preview.choice == .readyForPickup else { return nil }
    var shipment = Shipment(
      id: ids.next(), status: preview.choice.target, contents: [], parcel: Parcel(), createdAt: now, updatedAt: now)
    var label = PackageRequest()
    if let courier = preview.courier { label.courier = .set(courier) }
    if let number = preview.trackingNumber { label.trackingNumber = .set(number) }
    try apply(label, to: &shipment)
    let notice = Notice(
      about: .shipment(try facts(of: shipment, order, isPartial: false)), order: order, settings: try tx.settings.current(),
      timeZone: try tx.settings.current().timeZone, language: try language(of: order), hasLink: order.invoice != nil)
    let text = letters.words(of: notice, for: channel)?.text
    return text?.split(separator: CheckoutLink.placeholder, omittingEmptySubsequences: false).joined(separator: order.checkoutURL ?? "")
  }
}

extension Order {
  /// What a plan's packages lack before a courier can take them.
  fileprivate func missingLabel(_ plan: FulfillmentPlan) -> [String] {
    let packages = shipments.filter { plan.shipments.contains($0.id) }
    let isComplete = plan.contents.isEmpty && packages.count > 1 && packages.allSatisfy(\.isLabelled)
    return isComplete ? [] : ["courier", "tracking_number"]
  }
}
