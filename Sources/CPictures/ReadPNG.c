#include <stdlib.h>
#include <string.h>

#include <png.h>

#include "Readers.h"

struct reading {
  png_structp png;
  png_infop info;
  const uint8_t *next;
  size_t left;
  uint8_t *rgba;
  uint8_t *rgb;
};

static void give_up(png_structp png, png_const_charp message) {
  (void)message;
  png_longjmp(png, 1);
}

static void say_nothing(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void take(png_structp png, png_bytep to, size_t count) {
  struct reading *reading = png_get_io_ptr(png);
  if (count > reading->left) png_error(png, "end");
  memcpy(to, reading->next, count);
  reading->next += count;
  reading->left -= count;
}

// Texts and profiles may hold far more than they seem to; nothing of them is kept.
static void skip_words(png_structp png) {
  static const png_byte names[] = "tEXt\0zTXt\0iTXt\0iCCP\0eXIf\0sPLT";
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, names, 6);
  png_set_chunk_malloc_max(png, 1 << 20);
  png_set_chunk_cache_max(png, 64);
}

static void read_rows(struct reading *reading, const struct cpictures_source *source, uint32_t side, struct scaler *scaler) {
  png_structp png = reading->png;
  png_read_info(png, reading->info);
  if (png_get_image_width(png, reading->info) != source->width || png_get_image_height(png, reading->info) != source->height) {
    png_error(png, "size");
  }
  png_set_expand(png);
  png_set_scale_16(png);
  png_set_gray_to_rgb(png);
  png_set_add_alpha(png, 255, PNG_FILLER_AFTER);
  int passes = png_set_interlace_handling(png);
  png_read_update_info(png, reading->info);
  size_t width = (size_t)source->width * 4;
  if (png_get_rowbytes(png, reading->info) != width) png_error(png, "row");
  if (scaler_start(scaler, source->width, source->height, side) != 0) png_error(png, "memory");
  // Only an interlaced picture must be had whole before its first row is known.
  size_t rows = passes > 1 ? source->height : 1;
  reading->rgba = calloc(rows, width);
  reading->rgb = malloc((size_t)source->width * 3);
  if (reading->rgba == NULL || reading->rgb == NULL) png_error(png, "memory");
  for (int pass = 0; pass < passes; pass++) {
    for (uint32_t y = 0; y < source->height; y++) {
      uint8_t *row = reading->rgba + (passes > 1 ? y * width : 0);
      png_read_row(png, row, NULL);
      if (pass + 1 < passes) continue;
      on_white(row, reading->rgb, source->width);
      scaler_take(scaler, reading->rgb);
    }
  }
  png_read_end(png, NULL);
}

int read_png(const struct cpictures_source *source, uint32_t side, struct scaler *scaler) {
  // On the heap, so that it is still whole after a jump.
  struct reading *reading = calloc(1, sizeof *reading);
  if (reading == NULL) return -1;
  int result = -1;
  reading->next = source->bytes;
  reading->left = source->count;
  reading->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, give_up, say_nothing);
  reading->info = reading->png != NULL ? png_create_info_struct(reading->png) : NULL;
  if (reading->info != NULL) {
    if (setjmp(png_jmpbuf(reading->png)) == 0) {
      png_set_read_fn(reading->png, reading, take);
      skip_words(reading->png);
      read_rows(reading, source, side, scaler);
      result = 0;
    } else {
      result = -1;
    }
  }
  if (reading->png != NULL) png_destroy_read_struct(&reading->png, &reading->info, NULL);
  free(reading->rgba);
  free(reading->rgb);
  free(reading);
  return result;
}
