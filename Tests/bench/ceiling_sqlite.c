// The raw ceiling of the benchmark on SQLite: the rows that the server wrote for one draft, again and again, straight into the file.
//
//   ceiling_sqlite DATABASE TEMPLATE BATCH SECONDS
//
// One connection, WAL, synchronous=FULL, prepared statements, BATCH drafts per commit. Prints "drafts seconds cpu_seconds".
#include "draft_rows.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static sqlite3 *database;
static sqlite3_stmt *prepared[max_statements];

static void check(int code, const char *what) {
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
  fprintf(stderr, "ceiling_sqlite: %s: %s\n", what, sqlite3_errmsg(database));
  exit(1);
}

static void write_draft(int64_t draft) {
  static char texts[max_parameters][text_room];
  for (int s = 0; s < statement_count; s++) {
    for (int p = 0; p < statements[s].count; p++) {
      const Parameter *parameter = &statements[s].parameters[p];
      switch (parameter->kind) {
      case 'N': sqlite3_bind_null(prepared[s], p + 1); break;
      case 'I': sqlite3_bind_int64(prepared[s], p + 1, integer_of(parameter, draft)); break;
      case 'T': sqlite3_bind_text(prepared[s], p + 1, texts[p], text_of(parameter, draft, texts[p]), SQLITE_STATIC); break;
      }
    }
    check(sqlite3_step(prepared[s]), statements[s].sql);
    sqlite3_reset(prepared[s]);
  }
}

static void execute(const char *sql) { check(sqlite3_exec(database, sql, NULL, NULL, NULL), sql); }

int main(int argc, char **argv) {
  if (argc != 5) { fprintf(stderr, "usage: ceiling_sqlite DATABASE TEMPLATE BATCH SECONDS\n"); return 2; }
  check(sqlite3_open(argv[1], &database), argv[1]);
  execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=4000");
  read_template(argv[2]);
  for (int s = 0; s < statement_count; s++) {
    check(sqlite3_prepare_v2(database, statements[s].sql, -1, &prepared[s], NULL), statements[s].sql);
  }
  long batch = atol(argv[3]);
  double seconds = atof(argv[4]), started = now(), used = cpu();
  int64_t draft = 0;
  while (now() - started < seconds) {
    execute("BEGIN IMMEDIATE");
    for (long i = 0; i < batch; i++) write_draft(++draft);
    execute("COMMIT");
  }
  printf("%lld %.6f %.6f\n", (long long)draft, now() - started, cpu() - used);
  return 0;
}
