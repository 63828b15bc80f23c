extension ResourceList {
  /// Everything `office/resource-list` names.
  var view: [String: View] {
    [
      "list_title": .text(title), "list_path": .text(path), "search": .text(search ?? ""), "has_search": .flag(searchHint != nil),
      "search_hint": .text(searchHint ?? ""), "filters": .list(filters.map(\.view)),
      "has_form": .flag(searchHint != nil || !filters.isEmpty),
      "columns": .list(columns.map(\.view)), "rows": .list(rows.map(row)), "has_rows": .flag(!rows.isEmpty),
      "next_path": next.map { .text(address(cursor: $0)) } ?? .flag(false),
      "first_path": isLater ? .text(address(cursor: nil)) : .flag(false), "has_pages": .flag(next != nil || isLater),
      "new": link(new), "links": .list(links.map { link($0) }), "note": note.map { .text($0) } ?? .flag(false),
      "is_filtered": .flag(isFiltered), "empty_title": .text(empty.title), "empty_text": .text(empty.text),
    ]
  }

  /// This list from a place on, with the search and filters it has now.
  private func address(cursor: String?) -> String {
    var pairs = filters.filter { !$0.value.isEmpty }.map { ($0.name, $0.value) }
    if let search { pairs.append(("q", search)) }
    if let cursor { pairs.append(("cursor", cursor)) }
    guard !pairs.isEmpty else { return path }
    return path + "?" + pairs.map { "\($0.0)=\(QueryText.escaped($0.1))" }.joined(separator: "&")
  }

  private func link(_ link: (label: String, path: String)?) -> View {
    guard let link else { return .flag(false) }
    return .object(["link_label": .text(link.label), "link_path": .text(link.path)])
  }

  private func row(_ cells: [Cell]) -> View {
    .object(["cells": .list(zip(cells, columns).map { $0.view(in: $1) })])
  }
}

extension ResourceList.Column {
  fileprivate var view: View {
    .object(["column_title": .text(title), "is_number": .flag(isNumber), "is_minor": .flag(isMinor)])
  }
}

extension ResourceList.Filter {
  fileprivate var view: View {
    .object([
      "filter_name": .text(name), "filter_label": .text(label), "is_set": .flag(!value.isEmpty),
      "choices": .list(
        choices.map {
          .object(["value": .text($0.value), "label": .text($0.label), "is_chosen": .flag($0.value == value)])
        }),
    ])
  }
}

extension ResourceList.Cell {
  fileprivate func view(in column: ResourceList.Column) -> View {
    var view: [String: View] = [
      "is_number": .flag(column.isNumber), "is_minor": .flag(column.isMinor), "column_title": .text(column.title), "link": .flag(false),
      "plain": .flag(false), "muted": .flag(false), "chip": .flag(false), "chips": .list([]),
    ]
    switch self {
    case .link(let text, let path, let second):
      view["link"] = .object(["text": .text(text), "path": .text(path), "second": second.map { .text($0) } ?? .flag(false)])
    case .text(let text), .money(let text): view["plain"] = .object(["text": .text(text)])
    case .muted(let text): view["muted"] = .object(["text": .text(text)])
    case .chip(let text, let style): view["chip"] = .object(["text": .text(text), "style": .text(style)])
    case .chips(let texts): view["chips"] = .list(texts.map { .object(["text": .text($0)]) })
    }
    return .object(view)
  }
}

/// Text inside the query of an address.
enum QueryText {
  static func escaped(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }
}
