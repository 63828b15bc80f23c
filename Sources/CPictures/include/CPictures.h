#ifndef CPICTURES_H
#define CPICTURES_H

#include <stddef.h>
#include <stdint.h>

// What is asked of libjpeg, libpng and libwebp, without their headers.

enum cpictures_format { CPICTURES_JPEG = 1, CPICTURES_PNG = 2, CPICTURES_WEBP = 3 };

// What the caller has read off the picture's header; the libraries must read the same, or nothing is decoded.
struct cpictures_source {
  enum cpictures_format format;
  const uint8_t *bytes;
  size_t count;
  uint32_t width;
  uint32_t height;
  // 1 to 8 as in EXIF: how the picture was held.
  int orientation;
};

// Decodes a picture row by row, makes it smaller until its longer side is at most `side`, turns it upright, puts it on white, and writes
// it as a JPEG that holds nothing but pixels. Returns 0 and the new bytes, to be freed by cpictures_free; anything else for a picture
// that the libraries do not read.
int cpictures_remake(const struct cpictures_source *source, uint32_t side, int quality, uint8_t **bytes, size_t *count);

void cpictures_free(uint8_t *bytes);

#endif
