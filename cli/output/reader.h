/* SPDX-License-Identifier: MIT */
/*
 * Whoever reads standard output may leave (`wikijs watch | head -1`) while the program waits for something else, and would
 * notice it only at the next line. A thread of its own notices it at once.
 */
#ifndef CLI_OUTPUT_READER_H
#define CLI_OUTPUT_READER_H

#include <stdbool.h>

struct reader;

/* Call `left(payload)`, once and from another thread, when nobody reads `fd` any more. NULL: that cannot be watched. */
struct reader *reader_watch(int fd, void (*left)(void *payload), void *payload);
bool reader_has_left(struct reader *reader);
/* `left` is not called any more. Accepts NULL, as reader_has_left() does. */
void reader_free(struct reader *reader);

#endif
