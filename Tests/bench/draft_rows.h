// The rows of one draft, as the ceilings of either engine write them: read from a template, and made different for each draft.
//
// A template holds one statement per block: "S sql", then one line per parameter: "N" null, "I value step" an integer that grows by
// step with each draft, "T text" where \1k,L; stands for the k-th generated name, L characters long, that grows, and \2k,L; for one
// that is random. Names with one k are the same throughout a draft, as keys between tables are.
#ifndef DRAFT_ROWS_H
#define DRAFT_ROWS_H
#include <stdint.h>
#include <sys/types.h>

enum { max_parameters = 100, max_statements = 200, text_room = 1 << 16 };

typedef struct { char kind; int64_t value, step; char *text; } Parameter;
typedef struct { char *sql; int count; Parameter parameters[max_parameters]; } Statement;

// The statements of one draft, known once the template was read.
extern Statement statements[max_statements];
extern int statement_count;

// Reads the template; ends the process where there is none.
void read_template(const char *path);

// An "I" parameter's value in that draft.
int64_t integer_of(const Parameter *parameter, int64_t draft);

// Writes a "T" parameter's text in that draft, with a zero byte behind it; answers its length.
int text_of(const Parameter *parameter, int64_t draft, char out[text_room]);

// Seconds that only grow.
double now(void);

// Processor time of this process so far, in seconds.
double cpu(void);

// Processor time of another process so far, in seconds; 0 where it cannot be known.
double cpu_of(pid_t process);

#endif
