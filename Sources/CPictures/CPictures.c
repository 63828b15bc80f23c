#include "CPictures.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include "Readers.h"

struct writing {
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  jmp_buf back;
  uint8_t *bytes;
  unsigned long count;
};

static void give_up(j_common_ptr jpeg) { longjmp(((struct writing *)jpeg->client_data)->back, 1); }

static void say_nothing(j_common_ptr jpeg) { (void)jpeg; }

static void write_rows(struct writing *writing, uint32_t width, uint32_t height, const uint8_t *pixels, int quality) {
  struct jpeg_compress_struct *jpeg = &writing->jpeg;
  jpeg->image_width = width;
  jpeg->image_height = height;
  jpeg->input_components = 3;
  jpeg->in_color_space = JCS_RGB;
  jpeg_set_defaults(jpeg);
  jpeg_set_quality(jpeg, quality, TRUE);
  jpeg_start_compress(jpeg, TRUE);
  while (jpeg->next_scanline < height) {
    JSAMPROW row = (JSAMPROW)(pixels + (size_t)jpeg->next_scanline * width * 3);
    jpeg_write_scanlines(jpeg, &row, 1);
  }
  jpeg_finish_compress(jpeg);
}

static int write_jpeg(uint32_t width, uint32_t height, const uint8_t *pixels, int quality, uint8_t **bytes, size_t *count) {
  // On the heap, so that it is still whole after a jump.
  struct writing *writing = calloc(1, sizeof *writing);
  if (writing == NULL) return -1;
  int result = -1;
  writing->jpeg.err = jpeg_std_error(&writing->errors);
  writing->errors.error_exit = give_up;
  writing->errors.output_message = say_nothing;
  writing->jpeg.client_data = writing;
  if (setjmp(writing->back) == 0) {
    jpeg_create_compress(&writing->jpeg);
    writing->jpeg.client_data = writing;
    jpeg_mem_dest(&writing->jpeg, &writing->bytes, &writing->count);
    write_rows(writing, width, height, pixels, quality);
    result = 0;
  } else {
    result = -1;
  }
  jpeg_destroy_compress(&writing->jpeg);
  if (result == 0) {
    *bytes = writing->bytes;
    *count = writing->count;
  } else {
    free(writing->bytes);
  }
  free(writing);
  return result;
}

// The picture as it was held: 5 to 8 lie on their side. NULL without memory.
static uint8_t *upright(const struct scaler *scaler, int orientation, uint32_t *width, uint32_t *height) {
  int lies = orientation >= 5;
  *width = lies ? scaler->height : scaler->width;
  *height = lies ? scaler->width : scaler->height;
  uint8_t *pixels = malloc((size_t)*width * *height * 3);
  if (pixels == NULL) return NULL;
  for (uint32_t y = 0; y < scaler->height; y++) {
    for (uint32_t x = 0; x < scaler->width; x++) {
      uint32_t right = scaler->width - 1 - x, below = scaler->height - 1 - y, to_x = x, to_y = y;
      switch (orientation) {
        case 2: to_x = right; break;
        case 3: to_x = right; to_y = below; break;
        case 4: to_y = below; break;
        case 5: to_x = y; to_y = x; break;
        case 6: to_x = below; to_y = x; break;
        case 7: to_x = below; to_y = right; break;
        case 8: to_x = y; to_y = right; break;
        default: break;
      }
      memcpy(pixels + ((size_t)to_y * *width + to_x) * 3, scaler->pixels + ((size_t)y * scaler->width + x) * 3, 3);
    }
  }
  return pixels;
}

int cpictures_remake(const struct cpictures_source *source, uint32_t side, int quality, uint8_t **bytes, size_t *count) {
  struct scaler scaler;
  memset(&scaler, 0, sizeof scaler);
  int result = -1;
  switch (source->format) {
    case CPICTURES_JPEG: result = read_jpeg(source, side, &scaler); break;
    case CPICTURES_PNG: result = read_png(source, side, &scaler); break;
    case CPICTURES_WEBP: result = read_webp(source, side, &scaler); break;
  }
  if (result == 0) {
    uint32_t width, height;
    uint8_t *pixels = upright(&scaler, source->orientation, &width, &height);
    result = pixels != NULL ? write_jpeg(width, height, pixels, quality, bytes, count) : -1;
    free(pixels);
  }
  scaler_end(&scaler);
  return result;
}

void cpictures_free(uint8_t *bytes) { free(bytes); }
