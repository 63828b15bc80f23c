#ifndef CXML2_H
#define CXML2_H

// What is asked of libxml2, without its own headers: they bring in the system's ICU, which a module of Swift cannot meet beside
// Foundation's.

// The first flaw of a document. The message belongs to the library and ends with the call.
typedef void (*cxml2_report)(void *context, int line, int column, int uses_own_entity, const char *message);

// To be called once, before threads use the library.
void cxml2_start(void);

// Reads a document through handlers that do nothing: no tree, no entities, no network. Reports what is fatal, each in the order found.
// Returns 0 where the library could not begin.
int cxml2_check(const char *bytes, int count, cxml2_report report, void *context);

#endif
