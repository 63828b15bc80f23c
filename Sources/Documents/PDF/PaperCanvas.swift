import CPango

/// Draws on sheets of paper with Pango and Cairo and hands out the PDF. Used by one thread, from beginning to end.
///
/// Texts are given as text, never as markup, so that nothing in them is read as an instruction; nothing is fetched.
final class PaperCanvas {
  private let sink = Sink()
  private let surface: OpaquePointer
  private let context: OpaquePointer
  private let isRightToLeft: Bool

  /// Gathers what Cairo writes.
  private final class Sink {
    var bytes: [UInt8] = []
  }

  /// Every script that the machine has letters for; fontconfig adds what these do not have.
  private static let family = "Noto Sans, Noto Sans Thai, Noto Sans Arabic, Noto Sans Devanagari, Noto Sans CJK SC"

  /// - Parameter date: RFC 3339, the document's date in its metadata; the same input gives the same bytes.
  init(isRightToLeft: Bool, title: String, date: String) {
    self.isRightToLeft = isRightToLeft
    let write: cairo_write_func_t = { closure, data, length in
      guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
      Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue().bytes.append(
        contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
      return CAIRO_STATUS_SUCCESS
    }
    surface = cairo_pdf_surface_create_for_stream(write, Unmanaged.passUnretained(sink).toOpaque(), Sheet.width, Sheet.height)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date)
    context = cairo_create(surface)
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  /// Points that a text takes when it is wrapped at `width`.
  func height(of text: String, _ style: TextStyle, width: Double) -> Double {
    guard !text.isEmpty else { return 0 }
    return withLayout(text, style, width: width) { layout in
      var height: Int32 = 0
      pango_layout_get_size(layout, nil, &height)
      return Double(height) / Double(PANGO_SCALE)
    }
  }

  /// The text cut between wrapped lines into parts of at most `height` points, so that a long one goes on over the page.
  func parts(of text: String, _ style: TextStyle, width: Double, height: Double) -> [String] {
    guard self.height(of: text, style, width: width) > height else { return [text] }
    return withLayout(text, style, width: width) { layout in
      let bytes = Array(text.utf8)
      let lines = max(1, Int(pango_layout_get_line_count(layout)))
      var total: Int32 = 0
      pango_layout_get_size(layout, nil, &total)
      let fitting = max(1, Int(height / (Double(total) / Double(PANGO_SCALE) / Double(lines))))
      var parts: [String] = []
      var start = 0
      for line in stride(from: fitting, to: lines, by: fitting) {
        guard let next = pango_layout_get_line_readonly(layout, Int32(line)) else { break }
        let end = min(bytes.count, max(start, Int(next.pointee.start_index)))
        parts.append(String(decoding: bytes[start..<end], as: UTF8.self))
        start = end
      }
      return parts + [String(decoding: bytes[start...], as: UTF8.self)]
    }
  }

  func draw(_ mark: PaperMark) {
    switch mark {
    case .text(let text, let style, let x, let y, let width):
      guard !text.isEmpty else { return }
      cairo_set_source_rgb(context, style.grey, style.grey, style.grey)
      cairo_move_to(context, place(x, width), y)
      withLayout(text, style, width: width) { pango_cairo_show_layout(context, $0) }
    case .rule(let x, let y, let width, let weight):
      let grey = weight < 0.7 ? 0.78 : 0
      cairo_set_source_rgb(context, grey, grey, grey)
      cairo_rectangle(context, place(x, width), y, width, weight)
      cairo_fill(context)
    case .code(let code, let x, let y, let size):
      let square = size / Double(code.width)
      let left = place(x, size)
      cairo_set_source_rgb(context, 0, 0, 0)
      for row in 0..<code.width {
        for run in code.runs(in: row) {
          cairo_rectangle(context, left + Double(run.start) * square, y + Double(row) * square, Double(run.length) * square, square)
        }
      }
      cairo_fill(context)
    }
  }

  /// Ends the sheet; the next mark is on a new one.
  func endPage() {
    cairo_show_page(context)
  }

  /// Ends the document.
  func finish() -> [UInt8] {
    cairo_surface_finish(surface)
    return sink.bytes
  }

  /// Where a box begins from the left edge, whichever side reading starts from.
  private func place(_ x: Double, _ width: Double) -> Double {
    isRightToLeft ? Sheet.width - x - width : x
  }

  private func withLayout<Result>(_ text: String, _ style: TextStyle, width: Double, _ body: (OpaquePointer) -> Result) -> Result {
    let layout: OpaquePointer = pango_cairo_create_layout(context)
    defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
    let base = isRightToLeft ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR
    pango_context_set_base_dir(pango_layout_get_context(layout), base)
    let font = pango_font_description_from_string(Self.family)
    defer { pango_font_description_free(font) }
    pango_font_description_set_size(font, Int32(style.size * Double(PANGO_SCALE)))
    pango_font_description_set_weight(font, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
    pango_layout_set_font_description(layout, font)
    pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    pango_layout_set_text(layout, text, -1)
    // Pango swaps sides for a text that runs against its surroundings; here a text keeps to the side that it was given.
    let isAgainst = pango_layout_get_direction(layout, 0) != base
    let isLeft = (style.edge == .start) != isRightToLeft
    pango_layout_set_alignment(layout, isLeft != isAgainst ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT)
    pango_context_changed(pango_layout_get_context(layout))
    return body(layout)
  }
}
