// The raw ceiling of the benchmark on PostgreSQL: the rows that the server wrote for one draft, again and again, straight through libpq.
//
//   ceiling_postgres ADDRESS TEMPLATE BATCH SECONDS
//
// One session in pipeline mode, prepared statements, BATCH drafts per commit, and each commit's answer is waited for. Prints
// "drafts seconds cpu_seconds"; the processor time is this program's and that of the process by which PostgreSQL serves its session.
#include "draft_rows.h"
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

static PGconn *session;
// Messages sent, of which the end of the results has not been read.
static long awaited;

static void fail(const char *why) {
  fprintf(stderr, "ceiling_postgres: %s\n", why);
  exit(1);
}

static void check(int is_well) {
  if (!is_well) fail(PQerrorMessage(session));
}

static void sent(int is_queued) {
  check(is_queued);
  awaited++;
}

// Reads one result, or the nothing that stands behind a message's results; a synchronisation has nothing behind it.
static void take(void) {
  PGresult *result = PQgetResult(session);
  ExecStatusType status = PQresultStatus(result);
  if (!result || status == PGRES_PIPELINE_SYNC) awaited--;
  else if (status != PGRES_COMMAND_OK) fail(PQresultErrorMessage(result));
  PQclear(result);
}

// Sends what is queued and reads what has come, as far as that goes without waiting: neither side may stand with a full buffer.
static int exchange(void) {
  int unsent = PQflush(session);
  check(unsent >= 0 && PQconsumeInput(session));
  while (awaited && !PQisBusy(session)) take();
  return unsent;
}

// Waits until everything was answered.
static void settle(void) {
  sent(PQpipelineSync(session));
  for (int unsent = exchange(); awaited; unsent = exchange()) {
    struct pollfd socket = {PQsocket(session), POLLIN | (unsent ? POLLOUT : 0), 0};
    poll(&socket, 1, -1);
  }
}

static void run(const char *sql) { sent(PQsendQueryParams(session, sql, 0, NULL, NULL, NULL, NULL, 0)); }

static const char *statement_name(int s) {
  static char name[16];
  snprintf(name, sizeof name, "s%d", s);
  return name;
}

// The server infers from the columns what goes where; they are all bigint or text.
static void prepare(void) {
  for (int s = 0; s < statement_count; s++) {
    sent(PQsendPrepare(session, statement_name(s), statements[s].sql, statements[s].count, NULL));
  }
  settle();
}

static void write_draft(int64_t draft) {
  static char texts[max_parameters][text_room];
  const char *values[max_parameters];
  for (int s = 0; s < statement_count; s++) {
    for (int p = 0; p < statements[s].count; p++) {
      const Parameter *parameter = &statements[s].parameters[p];
      values[p] = parameter->kind == 'N' ? NULL : texts[p];
      if (parameter->kind == 'I') snprintf(texts[p], text_room, "%lld", (long long)integer_of(parameter, draft));
      if (parameter->kind == 'T') text_of(parameter, draft, texts[p]);
    }
    sent(PQsendQueryPrepared(session, statement_name(s), statements[s].count, values, NULL, NULL, 0));
  }
  exchange();
}

static double used(void) { return cpu() + cpu_of(PQbackendPID(session)); }

int main(int argc, char **argv) {
  if (argc != 5) { fprintf(stderr, "usage: ceiling_postgres ADDRESS TEMPLATE BATCH SECONDS\n"); return 2; }
  session = PQconnectdb(argv[1]);
  check(PQstatus(session) == CONNECTION_OK && !PQsetnonblocking(session, 1) && PQenterPipelineMode(session));
  read_template(argv[2]);
  prepare();
  long batch = atol(argv[3]);
  double seconds = atof(argv[4]), started = now(), before = used();
  int64_t draft = 0;
  while (now() - started < seconds) {
    run("BEGIN");
    for (long i = 0; i < batch; i++) write_draft(++draft);
    run("COMMIT");
    settle();
  }
  printf("%lld %.6f %.6f\n", (long long)draft, now() - started, used() - before);
  PQfinish(session);
  return 0;
}
