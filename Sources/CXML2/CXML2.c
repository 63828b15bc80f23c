#include "CXML2.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <string.h>

struct listener {
  cxml2_report report;
  void *context;
};

static void hear(void *data, xmlErrorPtr error) {
  struct listener *listener = data;
  if (listener == NULL || error == NULL || error->level != XML_ERR_FATAL) return;
  listener->report(
      listener->context, error->line, error->int2, error->code == XML_ERR_UNDECLARED_ENTITY,
      error->message != NULL ? error->message : "This is not well-formed XML");
}

void cxml2_start(void) { xmlInitParser(); }

int cxml2_check(const char *bytes, int count, cxml2_report report, void *context) {
  struct listener listener = {report, context};
  xmlSAXHandler handlers;
  memset(&handlers, 0, sizeof handlers);
  handlers.initialized = XML_SAX2_MAGIC;
  handlers.serror = (xmlStructuredErrorFunc)hear;
  xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handlers, &listener, NULL, 0, NULL);
  if (parser == NULL) return 0;
  xmlCtxtUseOptions(parser, XML_PARSE_NONET);
  xmlParseChunk(parser, bytes, count, 1);
  xmlFreeParserCtxt(parser);
  return 1;
}
