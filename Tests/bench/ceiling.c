// The raw ceiling of the benchmark: the rows that the server wrote for one draft, again and again, straight into SQLite.
//
//   ceiling DATABASE TEMPLATE BATCH SECONDS [FLUSH_DELAY_MS]
//
// One connection, WAL, synchronous=FULL, prepared statements, BATCH drafts per commit. Prints "drafts seconds cpu_seconds".
// TEMPLATE holds one statement per block: "S sql", then one line per parameter: "N" null, "I value step" an integer that grows by
// step with each draft, "T text" where \1k,L; stands for the k-th generated name, L characters long, that grows, and \2k,L; for one
// that is random. Names with one k are the same throughout a draft, as keys between tables are.
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { max_parameters = 100, max_statements = 200, text_room = 1 << 16 };

typedef struct { char kind; int64_t value, step; char *text; } Parameter;
typedef struct { sqlite3_stmt *prepared; int count; Parameter parameters[max_parameters]; } Statement;

static Statement statements[max_statements];
static int statement_count;
static sqlite3 *database;

static void check(int code, const char *what) {
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
  fprintf(stderr, "ceiling: %s: %s\n", what, sqlite3_errmsg(database));
  exit(1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static double cpu(void) {
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  return used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static uint64_t mixed(uint64_t x) {
  x ^= x >> 33; x *= 0xff51afd7ed558ccdULL; x ^= x >> 33; x *= 0xc4ceb9fe1a85ec53ULL; x ^= x >> 33;
  return x;
}

// Writes the name for (draft, k): digits that grow with the draft, or hexadecimal noise.
static char *name(char *out, int64_t draft, long k, long length, int random) {
  char digits[32];
  // The draft's number leads, so that keys grow as the server's do.
  snprintf(digits, sizeof digits, "%012lld%03ld", (long long)draft, k % 1000);
  for (long i = 0; i < length; i++) {
    uint64_t noise = mixed((uint64_t)draft * 131 + (uint64_t)k * 8191 + (uint64_t)i / 16) >> (4 * (i % 16));
    if (random) out[i] = "0123456789abcdef"[noise & 15];
    else out[i] = length < 15 ? digits[15 - length + i] : i < 15 ? digits[i] : '0';
  }
  return out + length;
}

static int expand(const char *text, char *out, int64_t draft) {
  char *start = out;
  while (*text) {
    if (*text == 1 || *text == 2) {
      int random = *text++ == 2;
      char *end;
      long k = strtol(text, &end, 10), length = strtol(end + 1, &end, 10);
      out = name(out, draft, k, length, random);
      text = end + 1;
    } else *out++ = *text++;
  }
  return (int)(out - start);
}

static void read_template(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) { perror(path); exit(1); }
  char *line = NULL;
  size_t room = 0;
  ssize_t length;
  while ((length = getline(&line, &room, file)) > 0) {
    line[length - 1] = 0;
    if (*line == 'S') {
      check(sqlite3_prepare_v2(database, line + 2, -1, &statements[statement_count++].prepared, NULL), line + 2);
      continue;
    }
    Statement *statement = &statements[statement_count - 1];
    Parameter *parameter = &statement->parameters[statement->count++];
    parameter->kind = *line;
    if (*line == 'I') sscanf(line + 2, "%lld %lld", (long long *)&parameter->value, (long long *)&parameter->step);
    if (*line == 'T') {
      char *out = parameter->text = strdup(line + 2);
      for (char *in = out; *in; in++) {  // \n and \\ were escaped so that one parameter is one line
        if (*in == '\\') { in++; *out++ = *in == 'n' ? '\n' : *in; } else *out++ = *in;
      }
      *out = 0;
    }
  }
  fclose(file);
}

static void write_draft(int64_t draft) {
  static char texts[max_parameters][text_room];
  for (int s = 0; s < statement_count; s++) {
    Statement *statement = &statements[s];
    for (int p = 0; p < statement->count; p++) {
      Parameter *parameter = &statement->parameters[p];
      switch (parameter->kind) {
      case 'N': sqlite3_bind_null(statement->prepared, p + 1); break;
      case 'I': sqlite3_bind_int64(statement->prepared, p + 1, parameter->value + parameter->step * draft); break;
      case 'T': sqlite3_bind_text(statement->prepared, p + 1, texts[p], expand(parameter->text, texts[p], draft), SQLITE_STATIC); break;
      }
    }
    check(sqlite3_step(statement->prepared), sqlite3_sql(statement->prepared));
    sqlite3_reset(statement->prepared);
  }
}

static void execute(const char *sql) { check(sqlite3_exec(database, sql, NULL, NULL, NULL), sql); }

int main(int argc, char **argv) {
  if (argc < 5) { fprintf(stderr, "usage: ceiling DATABASE TEMPLATE BATCH SECONDS [FLUSH_DELAY_MS]\n"); return 2; }
  check(sqlite3_open(argv[1], &database), argv[1]);
  execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=4000");
  read_template(argv[2]);
  long batch = atol(argv[3]);
  double seconds = atof(argv[4]), started = now(), used = cpu();
  long delay = argc > 5 ? atol(argv[5]) : 0;
  int64_t draft = 0;
  while (now() - started < seconds) {
    execute("BEGIN IMMEDIATE");
    for (long i = 0; i < batch; i++) write_draft(++draft);
    execute("COMMIT");
    if (delay) nanosleep(&(struct timespec){delay / 1000, delay % 1000 * 1000000}, NULL);
  }
  printf("%lld %.6f %.6f\n", (long long)draft, now() - started, cpu() - used);
  return 0;
}
