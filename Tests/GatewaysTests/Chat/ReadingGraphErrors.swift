import Gateways
import JSON
import Testing

/// What Meta's errors mean, and whether the same message is tried again.
struct ReadingGraphErrors {
  private static func trouble(_ error: String?, status: Int = 400) -> GraphTrouble {
    GraphTrouble(status: status, error: error.flatMap { try? JSON.read(Array($0.utf8)) })
  }

  @Test(arguments: [
    (
      #"{"code":10,"error_subcode":2018278,"message":"(#10) This message is sent outside of allowed window."}"#,
      GraphTrouble.Meaning.windowClosed
    ),
    (#"{"code":10,"error_subcode":2534022,"message":"outside of allowed window"}"#, .windowClosed),
    (#"{"code":551,"error_subcode":1545041,"message":"This person isn't available right now."}"#, .unreachable),
    (#"{"code":100,"error_subcode":2018001,"message":"(#100) No matching user found"}"#, .unreachable),
    (#"{"code":190,"error_subcode":463,"message":"Error validating access token: Session has expired"}"#, .setUp),
    (#"{"code":230,"message":"(#230) Requires pages_messaging permission to manage the object"}"#, .setUp),
    (#"{"code":10,"message":"Application does not have permission for this action"}"#, .setUp),
    (#"{"code":10,"error_subcode":1893063,"message":"This Page is temporarily restricted"}"#, .setUp),
    (#"{"code":200,"error_subcode":2018028,"message":"Cannot message users who are not admins"}"#, .setUp),
    (#"{"code":368,"message":"Temporarily blocked for policies violations"}"#, .setUp),
    (#"{"code":613,"message":"Calls to this API have exceeded the rate limit."}"#, .passing),
    (#"{"code":1200,"message":"Temporary send message failure."}"#, .passing),
    (#"{"code":2,"message":"Service temporarily unavailable"}"#, .passing),
    (#"{"code":100,"is_transient":true,"message":"Try again"}"#, .passing),
    (#"{"code":100,"message":"(#100) Length of param message[text] must be less than or equal to 2000"}"#, .refused),
    (#"{"code":"10","error_subcode":1e9}"#, .refused),
  ]) func `each error has one meaning`(_ error: String, _ meaning: GraphTrouble.Meaning) {
    #expect(Self.trouble(error).meaning == meaning)
  }

  @Test func `what a person, time or a new token mends is tried again, and the rest is not`() {
    let final = Dictionary(
      uniqueKeysWithValues: [(10, 2_018_278), (551, 0), (100, 0), (190, 0), (4, 0)].map { code, subcode in
        (code, Self.trouble(#"{"code":\#(code),"error_subcode":\#(subcode),"message":"x"}"#).isFinal)
      })
    #expect(final == [10: true, 551: true, 100: true, 190: false, 4: false])
  }

  @Test func `an answer without an error in it is judged by its status`() {
    #expect(Self.trouble(nil, status: 502).meaning == .passing && Self.trouble("[]", status: 429).meaning == .passing)
    #expect(
      Self.trouble(nil, status: 404).meaning == .refused && Self.trouble(nil, status: 404).reason == "Meta refused this. Meta answered 404."
    )
  }

  @Test func `what Meta says to people is told, cut at a length`() {
    let long = String(repeating: "x", count: 5000)
    let trouble = Self.trouble(#"{"code":100,"message":"(#100) no","error_user_msg":"\#(long)"}"#)
    #expect(trouble.reason == "Meta refused this. " + String(repeating: "x", count: 200))
  }
}
