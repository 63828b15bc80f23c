#ifndef CPICTURES_READERS_H
#define CPICTURES_READERS_H

#include "CPictures.h"
#include "Scaler.h"

// Each fills the scaler with all rows of its picture and returns 0, or -1 for one that it does not read to its end.
int read_jpeg(const struct cpictures_source *source, uint32_t side, struct scaler *scaler);
int read_png(const struct cpictures_source *source, uint32_t side, struct scaler *scaler);
int read_webp(const struct cpictures_source *source, uint32_t side, struct scaler *scaler);

// RGB and alpha on white.
static inline void on_white(const uint8_t *from, uint8_t *to, uint32_t width) {
  for (uint32_t x = 0; x < width; x++, from += 4, to += 3) {
    uint32_t alpha = from[3];
    for (int c = 0; c < 3; c++) to[c] = (uint8_t)((from[c] * alpha + 255 * (255 - alpha) + 127) / 255);
  }
}

#endif
