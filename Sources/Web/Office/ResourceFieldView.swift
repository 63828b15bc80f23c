import Domain

extension ResourceField {
  /// Everything `office/resource-field` names. Each key is there, because a template looks further up for what is missing.
  ///
  /// - Parameter place: what makes the id of the control unique on its page: `addresses-0`.
  func view(in place: String = "") -> View {
    let id = ["f", place, name, entry ?? ""].filter { !$0.isEmpty }.map(Self.idPart).joined(separator: "-")
    var view: [String: View] = [
      "id": .text(id), "name": .text(name), "entry": .text(entry ?? ""), "label": .text(label), "value": .text(value),
      "help": help.map { .text($0) } ?? .flag(false), "is_required": .flag(isRequired), "is_wide": .flag(isWide),
      "limit": limit.map { .text(String($0)) } ?? .flag(false), "has_entry": .flag(entry != nil),
      "affix": .flag(false),
    ]
    for shape in Self.shapes { view[shape] = .flag(false) }
    for (key, value) in shape { view[key] = value }
    return .object(view)
  }

  private static let shapes = ["line", "area", "number", "flag", "choice", "radio", "tags", "flags", "pick", "fixed", "hidden"]

  private var shape: [String: View] {
    switch kind {
    case .line(let type): ["line": .object(["type": .text(type)]), "kind": .text("text")]
    case .area: ["area": .flag(true), "kind": .text("text")]
    case .money(let currency): number("money", decimals: currency.exponent, affix: currency.symbol)
    case .unitPrice(let currency): number("unit_price", decimals: currency.exponent, affix: currency.symbol)
    case .percentage: number("percentage", decimals: 4, affix: "%")
    case .number(let decimals): number("number", decimals: decimals, affix: nil)
    case .flag: ["flag": .flag(true), "kind": .text("flag"), "is_on": .flag(!value.isEmpty)]
    case .choice(let choices, let none): ["choice": .object(chosen(choices, none: none)), "kind": .text("choice")]
    case .radio(let choices): ["radio": .object(chosen(choices, none: nil)), "kind": .text("choice")]
    case .day: ["line": .object(["type": .text("date")]), "kind": .text("text")]
    case .moment(let zone): ["line": .object(["type": .text("datetime-local"), "zone": .text(zone)]), "kind": .text("moment")]
    case .tags(let known):
      ["tags": .object(["values": .list(values.map { .text($0) }), "known": .list(known.map { .text($0) })]), "kind": .text("tags")]
    case .flags(let choices, let given):
      ["flags": .object(["choices": .list(choices.map { Self.view(of: $0, isChosen: given.contains($0.value)) })]), "kind": .text("flags")]
    case .pick(let pick): ["pick": .object(pick.view), "kind": .text(pick.isList ? "ids" : "id")]
    case .worth(let currency, let wholeUnits):
      ["number": .object(["decimals": .text(String(currency.exponent))]), "kind": .text(wholeUnits ? "worth" : "worth_exact")]
    case .hidden: ["hidden": .flag(true), "kind": .text("text")]
    case .fixed: ["fixed": .flag(true), "kind": .text("fixed")]
    }
  }

  private func number(_ kind: String, decimals: Int, affix: String?) -> [String: View] {
    [
      "number": .object(["decimals": .text(String(decimals))]), "kind": .text(kind), "affix": affix.map { .text($0) } ?? .flag(false),
    ]
  }

  private func chosen(_ choices: [Choice], none: String?) -> [String: View] {
    [
      "choices": .list(choices.map { Self.view(of: $0, isChosen: $0.value == value) }), "none": none.map { .text($0) } ?? .flag(false),
    ]
  }

  private static func view(of choice: Choice, isChosen: Bool) -> View {
    .object([
      "value": .text(choice.value), "label": .text(choice.label), "hint": choice.hint.map { .text($0) } ?? .flag(false),
      "is_chosen": .flag(isChosen),
    ])
  }

  /// Ids are spelt with what every selector takes as it stands; an option of a variant may be called anything.
  private static func idPart(_ text: String) -> String {
    text.utf8.allSatisfy {
      $0 < 128 && ($0 == 45 || $0 == 95 || (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0))
    }
      ? text : "x" + text.utf8.map { String($0, radix: 16) }.joined()
  }
}

extension ResourcePick {
  var view: [String: View] {
    [
      "path": .text(path), "titles": .text(titles.joined(separator: " ")), "is_list": .flag(isList),
      "chosen": .list(chosen.map { .object(["id": .text($0.id), "title": .text($0.title)]) }),
    ]
  }
}

extension ResourceRows {
  /// - Parameter section: the heading above, which is not said twice.
  func view(under section: String) -> View {
    .object([
      "name": .text(name), "label": .text(label), "is_repeated": .flag(label == section), "add": .text(add), "empty": .text(empty),
      "is_table": .flag(isTable),
      "help": help.map { .text($0) } ?? .flag(false), "rows_id": .text("rows-\(name)"),
      "rows": .list(rows.enumerated().map { view(of: $0.element, at: String($0.offset)) }),
      "blank": blank.map { .list([view(of: Row(fields: $0), at: "__row__")]) } ?? .flag(false),
      "own_path": own.map { .text($0.path) } ?? .flag(false), "own_parent": .text(own?.parent ?? ""),
      "own_parent_id": .text(own?.parentID ?? ""),
    ])
  }

  private func view(of row: Row, at index: String) -> View {
    .object([
      "row_id": row.id.map { .text($0) } ?? .flag(false), "row_title": row.title.map { .text($0) } ?? .flag(false),
      "cells": .list(row.fields.map { $0.view(in: "\(name)-\(index)") }),
    ])
  }
}
