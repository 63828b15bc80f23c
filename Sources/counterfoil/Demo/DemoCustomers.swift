import Domain

/// People who buy at the demo shop; none of them exists.
struct DemoCustomers: Sendable {
  let name: String
  var company: String?
  var email: String?
  var phone: String?
  var tags: [String] = []

  var changes: Changes<Customer> {
    var changes = Changes<Customer>()
    changes.set(\.name, to: name)
    changes.set(\.company, to: company)
    changes.set(\.email, to: email)
    changes.set(\.phone, to: phone)
    changes.set(\.tags, to: tags)
    return changes
  }

  static let all: [DemoCustomers] = [
    DemoCustomers(
      name: "Małgorzata Wiśniewska-Kowalczyk", email: "malgorzata@customer.example", phone: "+48 601 224 518", tags: ["garden club"]),
    DemoCustomers(name: "สมหญิง ใจดี", email: "somying@customer.example", phone: "+66 81 234 5678"),
    DemoCustomers(name: "ليلى حداد", email: "layla@customer.example", phone: "+31 6 5550 1234", tags: ["garden club"]),
    DemoCustomers(name: "Jan de Vries", phone: "+31 6 5550 4321"),
    DemoCustomers(name: "Zażółć Gęślewicz", email: "zazolc@customer.example"),
    DemoCustomers(name: "Ingrid Sørensen", company: "Hotel Lindenhof", email: "ingrid@lindenhof.example", tags: ["trade"]),
    DemoCustomers(name: "Tomás Ó Briain", phone: "+353 85 555 0199"),
    DemoCustomers(name: "พิมพ์ชนก วงศ์สุวรรณ", phone: "+66 89 876 5432"),
    DemoCustomers(name: "Amélie Dubois", email: "amelie@customer.example"),
    DemoCustomers(name: "Piotr Łukasiewicz", company: "Zielona Działka", email: "piotr@dzialka.example", tags: ["trade"]),
    DemoCustomers(name: "محمد العلي", phone: "+31 6 5550 7788"),
    DemoCustomers(name: "Rosalind Achterberg", email: "rosalind@customer.example", phone: "+31 6 5550 9900", tags: ["garden club"]),
  ]
}
