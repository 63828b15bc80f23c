/// The one table of who may do what: action × role → allow, needs approval, deny.
///
/// Whatever is not listed for a role is denied. Location scope is not here: a principal bound to a location does not find
/// what lies outside it.
package enum Policy {
  package enum Decision: Sendable, Equatable {
    case allow, needsApproval, deny
  }

  package static func decision(_ action: Action, for role: Role) -> Decision {
    let row = rights(action)
    return switch role {
    case .owner: row.owner
    case .manager: row.manager
    case .cashier: row.cashier
    case .integration: row.integration
    }
  }

  private typealias Row = (owner: Decision, manager: Decision, cashier: Decision, integration: Decision)

  private static func rights(_ action: Action) -> Row {
    switch action {
    //                                                                    owner  manager  cashier         integration
    case .readOrders, .editOrders, .hold, .retrieve, .discount: (.allow, .allow, .allow, .allow)
    case .discardOrder, .splitMerge, .complete, .takePayment: (.allow, .allow, .allow, .allow)
    case .sendInvoice, .chargeCard: (.allow, .allow, .allow, .allow)
    case .confirmTransfer: (.allow, .allow, .needsApproval, .allow)
    case .readPaymentTasks: (.allow, .allow, .allow, .allow)
    case .resolvePaymentTask: (.allow, .allow, .deny, .allow)
    case .acknowledgeAlerts: (.allow, .allow, .allow, .allow)
    case .closeOrder, .takeReturns: (.allow, .allow, .allow, .allow)
    case .cancelOrder, .editPlacedOrder: (.allow, .allow, .needsApproval, .allow)
    case .exportOrders, .shareViews: (.allow, .allow, .deny, .allow)
    case .overridePrice, .giveCredit: (.allow, .allow, .needsApproval, .allow)
    case .refund, .refundElsewhere, .refundWithoutReceipt: (.allow, .allow, .needsApproval, .allow)
    case .setNumber: (.allow, .allow, .deny, .allow)
    case .readCatalog, .readCustomers, .manageCustomers: (.allow, .allow, .allow, .allow)
    case .exportCustomer: (.allow, .allow, .deny, .allow)
    case .eraseCustomer: (.allow, .allow, .deny, .deny)
    case .manageCatalog, .adjustStock: (.allow, .allow, .deny, .allow)
    case .editTiles: (.allow, .allow, .needsApproval, .deny)
    case .readStock, .countStock, .readGiftCards: (.allow, .allow, .allow, .allow)
    case .manageGiftCards: (.allow, .allow, .deny, .allow)
    case .readShipping, .pack, .fulfil: (.allow, .allow, .allow, .allow)
    case .manageShipping: (.allow, .allow, .deny, .allow)
    case .readTemplates: (.allow, .allow, .allow, .allow)
    case .manageTemplates: (.allow, .allow, .deny, .allow)
    case .readTax, .readSettings, .readRegisters, .readStaff: (.allow, .allow, .allow, .allow)
    case .readPricing: (.allow, .allow, .allow, .allow)
    case .managePricing: (.allow, .allow, .deny, .allow)
    case .manageTax: (.allow, .allow, .deny, .allow)
    case .manageSettings, .manageRegisters, .enrolDevice: (.allow, .allow, .deny, .deny)
    case .manageStaff, .manageTokens, .approve: (.allow, .allow, .deny, .deny)
    case .openSession, .moveCash, .closeSession: (.allow, .allow, .allow, .allow)
    case .readReports, .importData, .readMetrics: (.allow, .allow, .deny, .allow)
    case .readEvents: (.allow, .allow, .allow, .allow)
    case .readConversations, .reply: (.allow, .allow, .allow, .allow)
    case .mergeContacts: (.allow, .allow, .deny, .deny)
    case .readMessages, .sendMessages: (.allow, .allow, .allow, .allow)
    case .manageWebhooks: (.allow, .allow, .deny, .allow)
    case .exportData, .backup: (.allow, .deny, .deny, .deny)
    }
  }
}
