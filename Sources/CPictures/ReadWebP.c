#include <stdlib.h>

#include <webp/decode.h>

#include "Readers.h"

int read_webp(const struct cpictures_source *source, uint32_t side, struct scaler *scaler) {
  WebPDecoderConfig config;
  if (!WebPInitDecoderConfig(&config)) return -1;
  if (WebPGetFeatures(source->bytes, source->count, &config.input) != VP8_STATUS_OK) return -1;
  if (config.input.has_animation || (uint32_t)config.input.width != source->width || (uint32_t)config.input.height != source->height) {
    return -1;
  }
  // The library makes it smaller itself; the scaler then takes it as it is.
  struct scaler sizes;
  if (scaler_start(&sizes, source->width, source->height, side) != 0) {
    scaler_end(&sizes);
    return -1;
  }
  uint32_t width = sizes.width, height = sizes.height;
  scaler_end(&sizes);
  uint8_t *rgba = malloc((size_t)width * height * 4);
  uint8_t *rgb = malloc((size_t)width * 3);
  int result = -1;
  if (rgba != NULL && rgb != NULL) {
    config.options.use_scaling = width != source->width || height != source->height;
    config.options.scaled_width = (int)width;
    config.options.scaled_height = (int)height;
    config.output.colorspace = MODE_RGBA;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = rgba;
    config.output.u.RGBA.stride = (int)width * 4;
    config.output.u.RGBA.size = (size_t)width * height * 4;
    if (WebPDecode(source->bytes, source->count, &config) == VP8_STATUS_OK && scaler_start(scaler, width, height, side) == 0) {
      for (uint32_t y = 0; y < height; y++) {
        on_white(rgba + (size_t)y * width * 4, rgb, width);
        scaler_take(scaler, rgb);
      }
      result = 0;
    }
    WebPFreeDecBuffer(&config.output);
  }
  free(rgba);
  free(rgb);
  return result;
}
