import Domain
import Testing

@Suite struct WhoMayDoWhat {
  @Test(arguments: Action.allCases)
  func `an owner may do everything`(_ action: Action) throws {
    try Principal.nora(.owner).require(action)
  }

  @Test(arguments: Action.allCases)
  func `a manager may do everything but take the whole shop away`(_ action: Action) {
    let expected: Policy.Decision = [.exportData, .backup].contains(action) ? .deny : .allow
    #expect(Policy.decision(action, for: .manager) == expected)
  }

  @Test(arguments: [Action.overridePrice, .giveCredit, .refund, .refundWithoutReceipt, .editTiles])
  func `a cashier needs somebody's word for what costs the shop money`(_ action: Action) throws {
    let cashier = Principal.nora(.cashier)
    #expect(throws: Refusal.approvalRequired(action)) { try cashier.require(action) }
    try cashier.approved(for: action).require(action)
  }

  @Test(arguments: [
    Action.manageStaff, .manageTokens, .manageSettings, .manageTax, .manageCatalog, .manageRegisters, .enrolDevice, .approve,
    .adjustStock, .readReports, .exportData, .importData, .backup, .setNumber, .manageGiftCards, .exportCustomer, .eraseCustomer,
  ])
  func `a cashier may not manage, and no approval changes that`(_ action: Action) {
    #expect(throws: Refusal.forbidden(action)) { try Principal.nora(.cashier).approved(for: action).require(action) }
  }

  @Test(arguments: [Action.readOrders, .editOrders, .hold, .retrieve, .discount, .complete, .takePayment, .manageCustomers, .readEvents])
  func `a cashier sells without asking anybody`(_ action: Action) throws {
    try Principal.nora(.cashier).require(action)
  }

  @Test(arguments: [
    Action.manageStaff, .manageTokens, .manageSettings, .manageRegisters, .enrolDevice, .approve, .exportData, .backup, .eraseCustomer,
  ])
  func `an integration works with orders and goods, not with people and settings`(_ action: Action) {
    #expect(Policy.decision(action, for: .integration) == .deny)
  }

  @Test func `an approval for one action is none for another`() {
    let cashier = Principal.nora(.cashier).approved(for: .refund)
    #expect(throws: Refusal.approvalRequired(.giveCredit)) { try cashier.require(.giveCredit) }
  }

  @Test func `nobody hands out a role above their own`() {
    for role in Role.allCases { #expect(Role.owner.mayGrant(role)) }
    #expect(!Role.manager.mayGrant(.owner))
    #expect(Role.manager.mayGrant(.manager))
    for role in Role.allCases {
      #expect(!Role.cashier.mayGrant(role))
      #expect(!Role.integration.mayGrant(role))
    }
  }

  @Test func `who works at one location sees no other`() {
    let here = ID<Location>(stored: "loc_here")
    let there = ID<Location>(stored: "loc_there")
    let bound = Principal(kind: .system, role: .cashier, name: "Nora", locationID: here)
    #expect(bound.sees(here))
    #expect(!bound.sees(there))
    #expect(!bound.sees(nil))
    #expect(Principal.nora(.cashier).sees(there))
  }

  @Test func `who works at one location does not decide for the whole shop`() {
    let bound = Principal(kind: .system, role: .owner, name: "Nora", locationID: ID(stored: "loc_here"))
    for action in Action.allCases {
      #expect(bound.decision(on: action) == (action.isForTheWholeShop ? .deny : Policy.decision(action, for: .owner)))
      #expect(bound.approved(for: action).may(.manageSettings) == false)
    }
  }

  @Test func `a presented approval prints as nothing`() {
    let principal = Principal.nora(.cashier).presenting(PresentedApproval("apr_secret"))
    #expect(!String(describing: principal).contains("apr_secret"))
    #expect(!String(reflecting: PresentedApproval("apr_secret")).contains("apr_secret"))
  }
}

extension Principal {
  fileprivate static func nora(_ role: Role) -> Principal {
    Principal(kind: .staff(ID(stored: "stf_nora")), role: role, name: "Nora")
  }
}
