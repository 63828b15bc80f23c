#ifndef CCURL_H
#define CCURL_H

#include <curl/curl.h>

// Swift cannot call functions with a variable number of arguments; these name the kinds of arguments that are used.

// A macro with a cast, which Swift does not see.
static const long ccurl_basic_authentication = (long)CURLAUTH_BASIC;

typedef size_t (*ccurl_transfer)(char *buffer, size_t size, size_t count, void *context);

CURLcode ccurl_set_number(CURL *handle, CURLoption option, long value);
CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *value);
CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value);
CURLcode ccurl_set_context(CURL *handle, CURLoption option, void *value);
CURLcode ccurl_set_transfer(CURL *handle, CURLoption option, ccurl_transfer value);
CURLcode ccurl_set_open_socket(CURL *handle, curl_opensocket_callback value);
CURLcode ccurl_set_progress(CURL *handle, curl_xferinfo_callback value);
CURLcode ccurl_get_number(CURL *handle, CURLINFO info, long *value);

#endif
