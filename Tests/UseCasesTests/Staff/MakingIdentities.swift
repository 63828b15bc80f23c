import Domain
import Secrets
import Testing

@Suite("Making identities")
struct MakingIdentities {
  @Test func `many at work at once in the same millisecond never make the same identity`() async {
    let random = RandomStock()
    let ids = IDSource(milliseconds: { 1_760_000_000_000 }, random: random.next)
    let made = await withTaskGroup(of: [String].self) { group in
      for _ in 0..<8 {
        group.addTask { (0..<5_000).map { _ in ids.next(Order.self).text } }
      }
      return await group.reduce(into: Set<String>()) { $0.formUnion($1) }
    }
    #expect(made.count == 40_000)
  }

  @Test func `every bit of what the system gives is used`() {
    let random = RandomStock()
    let words = (0..<1_000).map { _ in random.next() }
    // A bit that stood still through a thousand words would be chance once in 2^993 times.
    #expect(words.reduce(0, |) == .max)
    #expect(words.reduce(.max, &) == 0)
  }
}
