extension ResourceForm {
  /// Everything `office/resource-form` names.
  var view: [String: View] {
    [
      "form_title": .text(title), "back_label": .text(back.label), "back_path": .text(back.path), "method": .text(method),
      "path": .text(path), "after": .text(after),
      "is_new": .flag(method == "POST"), "together": .text(together.joined(separator: " ")),
      "submit": submit.map { .text($0) } ?? .flag(false), "is_whole": .flag(isWhole), "lock": lock.map { .text($0) } ?? .flag(false),
      "mark": mark.map { .object(["text": .text($0.text), "style": .text($0.style)]) } ?? .flag(false),
      "sections": .list(sections.enumerated().map { $0.element.view(at: $0.offset) }),
      "removal": removal.map { $0.view } ?? .flag(false),
      "panels": .list(panels.map { .object($0.view.merging(["template": .text($0.template)]) { own, _ in own }) }),
      "has_panels": .flag(!panels.isEmpty),
    ]
  }
}

extension ResourceForm.Section {
  fileprivate func view(at index: Int) -> View {
    .object([
      "section_title": .text(title), "section_id": .text("section-\(index)"), "section_help": help.map { .text($0) } ?? .flag(false),
      "fields": .list(fields.map { $0.view() }), "has_fields": .flag(!fields.isEmpty), "groups": .list(rows.map { $0.view(under: title) }),
    ])
  }
}

extension ResourceForm.Removal {
  fileprivate var view: View {
    .object([
      "remove_label": .text(label), "question": .text(question), "remove_path": .text(path), "remove_after": .text(after),
    ])
  }
}
