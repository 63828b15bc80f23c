/// One call for a key and its value; nothing becomes `null`.
extension JSONWriter {
  package mutating func member(_ name: JSONKey, _ value: String?) {
    key(name)
    if let value { string(value) } else { null() }
  }

  package mutating func member(_ name: JSONKey, _ value: Int64?) {
    key(name)
    if let value { integer(value) } else { null() }
  }

  package mutating func member(_ name: JSONKey, _ value: Int) {
    key(name)
    integer(Int64(value))
  }

  package mutating func member(_ name: JSONKey, _ value: Bool) {
    key(name)
    bool(value)
  }

  package mutating func member(_ name: JSONKey, _ value: JSON) {
    key(name)
    self.value(value)
  }

  /// A number given as its token, such as a quantity.
  package mutating func member(_ name: JSONKey, number token: String?) {
    key(name)
    if let token { number(token) } else { null() }
  }

  package mutating func member(_ name: JSONKey, object body: (inout JSONWriter) throws -> Void) rethrows {
    key(name)
    try object(body)
  }

  @inlinable
  package mutating func member<Elements: Sequence>(
    _ name: JSONKey, array elements: Elements, _ each: (inout JSONWriter, Elements.Element) throws -> Void
  ) rethrows {
    key(name)
    try array(elements, each)
  }

  package mutating func member(_ name: JSONKey, strings elements: some Sequence<String>) {
    key(name)
    array(elements) { $0.string($1) }
  }
}
