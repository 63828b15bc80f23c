/// A picture, a file or a sticker that came or goes with a message, without its octets.
package struct ChatAttachment: Hashable, Sendable, Identified {
  package static let idPrefix = "att"

  package enum Kind: String, Sendable, CaseIterable {
    case image, file, sticker
  }

  /// Pictures are kept as JPEG, made anew from their pixels; a PDF is kept as it came and only handed out as a file.
  package enum MediaType: String, Sendable, CaseIterable {
    case jpeg = "image/jpeg"
    case pdf = "application/pdf"
  }

  package let id: ID<ChatAttachment>
  package let kind: Kind
  /// What its sender called it; inert text, never a path.
  package let name: String?
  /// Nil for a sticker of which the channel gave no picture.
  package let mediaType: MediaType?
  package let octets: Int64
  package let width: Int64?
  package let height: Int64?
  package let sticker: Sticker?

  package init(
    id: ID<ChatAttachment>, kind: Kind, name: String?, mediaType: MediaType?, octets: Int64, width: Int64?, height: Int64?,
    sticker: Sticker? = nil
  ) {
    self.id = id
    self.kind = kind
    self.name = name
    self.mediaType = mediaType
    self.octets = octets
    self.width = width
    self.height = height
    self.sticker = sticker
  }

  /// Most files of one message, and most scalars of a file's name.
  package static let mostOfOne = 10
  package static let nameLimit = 200
}

/// The channel's own name of a sticker.
package struct Sticker: Hashable, Sendable {
  package let package: String
  package let sticker: String

  package init(package: String, sticker: String) {
    self.package = package
    self.sticker = sticker
  }
}

/// A file that was looked at and may be kept: what it is was decided by its content (UPL-02), and a picture was made anew (UPL-09).
package struct NewChatAttachment: Sendable, Equatable {
  package let kind: ChatAttachment.Kind
  package let name: String?
  package let mediaType: ChatAttachment.MediaType?
  package let bytes: [UInt8]
  package let width: Int64?
  package let height: Int64?
  package let sticker: Sticker?

  package init(
    kind: ChatAttachment.Kind, name: String? = nil, mediaType: ChatAttachment.MediaType?, bytes: [UInt8], width: Int64? = nil,
    height: Int64? = nil, sticker: Sticker? = nil
  ) {
    self.kind = kind
    self.name = name
    self.mediaType = mediaType
    self.bytes = bytes
    self.width = width
    self.height = height
    self.sticker = sticker
  }

  /// A sticker by its name alone.
  package init(sticker: Sticker) {
    self.init(kind: .sticker, mediaType: nil, bytes: [], sticker: sticker)
  }
}
