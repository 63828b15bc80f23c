import Domain
import Testing

@Suite("Reading signed quantities")
struct ReadingSignedQuantities {
  @Test(arguments: [("-1.5", -1500), ("0", 0), ("7", 7000), ("-0.001", -1), ("1000000", 1_000_000_000)])
  func `a plain decimal is read digit by digit`(_ text: String, _ thousandths: Int64) {
    #expect(SignedQuantity.read(text) == thousandths)
    #expect(SignedQuantity.text(thousandths) == text)
  }

  @Test(arguments: ["-0", "+1", "1e3", "1.0001", "--1", "", "-", "1,5", "１２", "NaN", "1000000.001", "01", ".5", "1."])
  func `anything else is refused`(_ text: String) {
    #expect(SignedQuantity.read(text) == nil)
  }
}
