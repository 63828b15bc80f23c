#ifndef CPICTURES_SCALER_H
#define CPICTURES_SCALER_H

#include <stdint.h>

// Takes rows of RGB from top to bottom and keeps a smaller picture of them: each pixel is the mean of those that fall on it.
struct scaler {
  uint32_t from_width, from_height, width, height;
  uint32_t row;       // of the source, the next one
  uint32_t kept;      // of the target, the one that is being summed up
  uint32_t rows;      // of the source within it
  uint32_t *sums;     // width × 3
  uint32_t *counts;   // columns of the source on each column of the target
  uint8_t *pixels;    // width × height × 3
};

// 0 where there is memory for it.
int scaler_start(struct scaler *scaler, uint32_t from_width, uint32_t from_height, uint32_t side);
void scaler_take(struct scaler *scaler, const uint8_t *row);
void scaler_end(struct scaler *scaler);

#endif
