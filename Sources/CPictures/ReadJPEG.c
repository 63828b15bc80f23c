#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

#include "Readers.h"

// More scans than any camera writes cost time and show nothing.
enum { scan_limit = 64 };

struct reading {
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  jmp_buf back;
  uint8_t *row;
  uint8_t *rgb;
};

static void give_up(j_common_ptr jpeg) { longjmp(((struct reading *)jpeg->client_data)->back, 1); }

static void say_nothing(j_common_ptr jpeg) { (void)jpeg; }

// A picture that ends in the middle is refused; what is merely untidy is read.
static void hear(j_common_ptr jpeg, int level) {
  if (level < 0 && jpeg->err->msg_code == JWRN_JPEG_EOF) give_up(jpeg);
}

static void watch(j_common_ptr jpeg) {
  if (jpeg->is_decompressor && ((j_decompress_ptr)jpeg)->input_scan_number > scan_limit) give_up(jpeg);
}

// Adobe's CMYK is stored inverted.
static void cmyk_to_rgb(const uint8_t *from, uint8_t *to, uint32_t width, int inverted) {
  for (uint32_t x = 0; x < width; x++, from += 4, to += 3) {
    uint32_t black = inverted ? from[3] : 255u - from[3];
    for (int c = 0; c < 3; c++) to[c] = (uint8_t)((inverted ? from[c] : 255u - from[c]) * black / 255);
  }
}

static void read_rows(struct reading *reading, uint32_t side, struct scaler *scaler) {
  struct jpeg_decompress_struct *jpeg = &reading->jpeg;
  uint32_t longest = jpeg->image_width > jpeg->image_height ? jpeg->image_width : jpeg->image_height;
  jpeg->scale_denom = 8;
  for (jpeg->scale_num = 8; jpeg->scale_num > 1 && longest / 16 * jpeg->scale_num >= side; jpeg->scale_num /= 2) {}
  int is_cmyk = jpeg->num_components == 4;
  jpeg->out_color_space = is_cmyk ? JCS_CMYK : JCS_RGB;
  jpeg_start_decompress(jpeg);
  if (scaler_start(scaler, jpeg->output_width, jpeg->output_height, side) != 0) give_up((j_common_ptr)jpeg);
  reading->row = malloc((size_t)jpeg->output_width * 4);
  reading->rgb = malloc((size_t)jpeg->output_width * 3);
  if (reading->row == NULL || reading->rgb == NULL) give_up((j_common_ptr)jpeg);
  while (jpeg->output_scanline < jpeg->output_height) {
    JSAMPROW row = reading->row;
    if (jpeg_read_scanlines(jpeg, &row, 1) != 1) give_up((j_common_ptr)jpeg);
    if (is_cmyk) cmyk_to_rgb(reading->row, reading->rgb, jpeg->output_width, jpeg->saw_Adobe_marker);
    scaler_take(scaler, is_cmyk ? reading->rgb : reading->row);
  }
  jpeg_finish_decompress(jpeg);
}

int read_jpeg(const struct cpictures_source *source, uint32_t side, struct scaler *scaler) {
  // On the heap, so that it is still whole after a jump.
  struct reading *reading = calloc(1, sizeof *reading);
  if (reading == NULL) return -1;
  int result = -1;
  reading->jpeg.err = jpeg_std_error(&reading->errors);
  reading->errors.error_exit = give_up;
  reading->errors.output_message = say_nothing;
  reading->errors.emit_message = hear;
  reading->jpeg.client_data = reading;
  if (setjmp(reading->back) == 0) {
    jpeg_create_decompress(&reading->jpeg);
    reading->jpeg.client_data = reading;
    reading->progress.progress_monitor = watch;
    reading->jpeg.progress = &reading->progress;
    jpeg_mem_src(&reading->jpeg, (unsigned char *)source->bytes, source->count);
    if (jpeg_read_header(&reading->jpeg, TRUE) != JPEG_HEADER_OK) give_up((j_common_ptr)&reading->jpeg);
    if (reading->jpeg.image_width != source->width || reading->jpeg.image_height != source->height) {
      give_up((j_common_ptr)&reading->jpeg);
    }
    read_rows(reading, side, scaler);
    result = 0;
  } else {
    result = -1;
  }
  jpeg_destroy_decompress(&reading->jpeg);
  free(reading->row);
  free(reading->rgb);
  free(reading);
  return result;
}
