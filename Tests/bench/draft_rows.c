#include "draft_rows.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

Statement statements[max_statements];
int statement_count;

static double seconds_of(clockid_t clock) {
  struct timespec time;
  if (clock_gettime(clock, &time)) return 0;
  return time.tv_sec + time.tv_nsec / 1e9;
}

double now(void) { return seconds_of(CLOCK_MONOTONIC); }

double cpu(void) {
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  return used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

// Linux has such a clock for every process; its number is made of the process's own.
double cpu_of(pid_t process) { return seconds_of((clockid_t)(~(unsigned)process << 3 | 2)); }

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

int text_of(const Parameter *parameter, int64_t draft, char out[text_room]) {
  char *start = out;
  const char *text = parameter->text;
  while (*text) {
    if (*text == 1 || *text == 2) {
      int random = *text++ == 2;
      char *end;
      long k = strtol(text, &end, 10), length = strtol(end + 1, &end, 10);
      out = name(out, draft, k, length, random);
      text = end + 1;
    } else *out++ = *text++;
  }
  *out = 0;
  return (int)(out - start);
}

int64_t integer_of(const Parameter *parameter, int64_t draft) { return parameter->value + parameter->step * draft; }

// \n and \\ were escaped so that one parameter is one line.
static char *unescaped(const char *line) {
  char *text = strdup(line), *out = text;
  for (char *in = text; *in; in++) {
    if (*in == '\\') { in++; *out++ = *in == 'n' ? '\n' : *in; } else *out++ = *in;
  }
  *out = 0;
  return text;
}

void read_template(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) { perror(path); exit(1); }
  char *line = NULL;
  size_t room = 0;
  ssize_t length;
  while ((length = getline(&line, &room, file)) > 0) {
    line[length - 1] = 0;
    if (*line == 'S') {
      statements[statement_count++].sql = strdup(line + 2);
      continue;
    }
    Statement *statement = &statements[statement_count - 1];
    Parameter *parameter = &statement->parameters[statement->count++];
    parameter->kind = *line;
    if (*line == 'I') sscanf(line + 2, "%lld %lld", (long long *)&parameter->value, (long long *)&parameter->step);
    if (*line == 'T') parameter->text = unescaped(line + 2);
  }
  free(line);
  fclose(file);
}
