package import Domain
import Stores

extension UnitOfWork {
  package func listTextTemplates(_ kind: TextTemplate.Kind, search: String?, page: PageRequest) throws -> Page<TextTemplate> {
    try principal.require(.readTemplates)
    return try tx.templates.list(kind, search: search, page: page)
  }

  package func findTextTemplate(_ id: ID<TextTemplate>, _ kind: TextTemplate.Kind) throws -> TextTemplate {
    try principal.require(.readTemplates)
    return try tx.templates.take(id, kind)
  }

  package func createTextTemplate(_ kind: TextTemplate.Kind, _ changes: Changes<TextTemplate>) throws -> TextTemplate {
    try principal.require(.manageTemplates)
    var template = TextTemplate(id: ids.next(), kind: kind, title: "", body: "", createdAt: now, updatedAt: now)
    changes.apply(to: &template)
    try template.settle()
    try tx.templates.add(template)
    try tell("created", of: template)
    return template
  }

  /// Changes a template from now on; orders keep the copy they took.
  package func changeTextTemplate(
    _ id: ID<TextTemplate>, _ kind: TextTemplate.Kind, _ changes: Changes<TextTemplate>
  ) throws -> TextTemplate {
    try principal.require(.manageTemplates)
    var template = try tx.templates.take(id, kind)
    changes.apply(to: &template)
    try template.settle()
    template.updatedAt = now
    try tx.templates.save(template)
    try tell("updated", of: template)
    return template
  }

  package func removeTextTemplate(_ id: ID<TextTemplate>, _ kind: TextTemplate.Kind) throws {
    try principal.require(.manageTemplates)
    let template = try tx.templates.take(id, kind)
    try tx.templates.remove(id)
    try tell("removed", of: template)
  }

  private func tell(_ verb: String, of template: TextTemplate) throws {
    let object = "\(template.kind.rawValue)_template"
    try record("\(object).\(verb)", EventObject(object, template.id.text), at: nil)
  }
}
