#include "Scaler.h"

#include <stdlib.h>
#include <string.h>

static uint32_t smaller(uint32_t length, uint32_t longest, uint32_t side) {
  uint64_t size = ((uint64_t)length * side + longest / 2) / longest;
  return size > 0 ? (uint32_t)size : 1;
}

int scaler_start(struct scaler *scaler, uint32_t from_width, uint32_t from_height, uint32_t side) {
  uint32_t longest = from_width > from_height ? from_width : from_height;
  memset(scaler, 0, sizeof *scaler);
  scaler->from_width = from_width;
  scaler->from_height = from_height;
  scaler->width = longest > side ? smaller(from_width, longest, side) : from_width;
  scaler->height = longest > side ? smaller(from_height, longest, side) : from_height;
  scaler->sums = calloc((size_t)scaler->width * 3, sizeof *scaler->sums);
  scaler->counts = calloc(scaler->width, sizeof *scaler->counts);
  scaler->pixels = calloc((size_t)scaler->width * scaler->height, 3);
  if (scaler->sums == NULL || scaler->counts == NULL || scaler->pixels == NULL) return -1;
  for (uint32_t x = 0; x < from_width; x++) scaler->counts[(uint64_t)x * scaler->width / from_width]++;
  return 0;
}

static void keep(struct scaler *scaler) {
  if (scaler->rows == 0) return;
  uint8_t *target = scaler->pixels + (size_t)scaler->kept * scaler->width * 3;
  for (uint32_t x = 0; x < scaler->width; x++) {
    uint64_t share = (uint64_t)scaler->counts[x] * scaler->rows;
    for (int c = 0; c < 3; c++) target[x * 3 + c] = share > 0 ? (uint8_t)((scaler->sums[x * 3 + c] + share / 2) / share) : 255;
  }
  memset(scaler->sums, 0, (size_t)scaler->width * 3 * sizeof *scaler->sums);
  scaler->rows = 0;
}

void scaler_take(struct scaler *scaler, const uint8_t *row) {
  if (scaler->row >= scaler->from_height) return;
  uint32_t place = (uint32_t)((uint64_t)scaler->row * scaler->height / scaler->from_height);
  if (place != scaler->kept) {
    keep(scaler);
    scaler->kept = place;
  }
  for (uint32_t x = 0; x < scaler->from_width; x++) {
    uint32_t *sum = scaler->sums + ((uint64_t)x * scaler->width / scaler->from_width) * 3;
    sum[0] += row[x * 3];
    sum[1] += row[x * 3 + 1];
    sum[2] += row[x * 3 + 2];
  }
  scaler->rows++;
  scaler->row++;
  if (scaler->row == scaler->from_height) keep(scaler);
}

void scaler_end(struct scaler *scaler) {
  free(scaler->sums);
  free(scaler->counts);
  free(scaler->pixels);
  memset(scaler, 0, sizeof *scaler);
}
