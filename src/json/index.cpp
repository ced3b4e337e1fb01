/* SPDX-License-Identifier: MIT */
/* The one C++ file. Built without exceptions and RTTI; all allocations here are the nothrow kind. */
#include "json/index.h"

#include <memory>
#include <new>

#include <simdjson.h>

#include <wikijs/error.h>

static constexpr size_t smallest_capacity = size_t(1) << 14;
/* An index takes four bytes for each byte of text; most of them are never touched. */
static constexpr size_t largest_kept_capacity = size_t(1) << 24;
/* simdjson's second stage would need this; it is never run. */
static constexpr size_t unused_depth = 1;

struct wj_json_index {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> stage1;
};

wj_json_index *wj_json_index_new(void)
{
    return new (std::nothrow) wj_json_index();
}

void wj_json_index_free(wj_json_index *index)
{
    delete index;
}

static int make_room(wj_json_index *index, size_t length)
{
    size_t capacity = smallest_capacity;
    while (capacity < length)
        capacity *= 2;
    simdjson::error_code failed = simdjson::SUCCESS;
    if (!index->stage1)
        failed = simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, unused_depth,
                                                                                         index->stage1);
    else if (index->stage1->capacity() < length)
        failed = index->stage1->set_capacity(capacity);
    return failed ? WIKIJS_E_NOMEM : 0;
}

int wj_json_index_text(wj_json_index *index, const char *text, size_t length, const uint32_t **places, size_t *count,
                       const char **why)
{
    if (length >= simdjson::SIMDJSON_MAXSIZE_BYTES / 2) {
        *why = "the JSON text is too large";
        return WIKIJS_E_TOO_LARGE;
    }
    *why = "out of memory";
    if (make_room(index, length))
        return WIKIJS_E_NOMEM;

    simdjson::internal::dom_parser_implementation &stage1 = *index->stage1;
    switch (stage1.stage1(reinterpret_cast<const uint8_t *>(text), length, simdjson::stage1_mode::regular)) {
    case simdjson::SUCCESS:
        *places = stage1.structural_indexes.get();
        *count = stage1.n_structural_indexes;
        stage1.structural_indexes[*count] = static_cast<uint32_t>(length);
        return 0;
    case simdjson::UTF8_ERROR:
        *why = "the JSON text is not valid UTF-8";
        break;
    case simdjson::UNCLOSED_STRING:
        *why = "the JSON text ends inside a string";
        break;
    case simdjson::UNESCAPED_CHARS:
        *why = "a JSON string holds a control character";
        break;
    case simdjson::EMPTY:
        *why = "there is no JSON text";
        break;
    default:
        *why = "not a JSON text";
        break;
    }
    return WIKIJS_E_PROTOCOL;
}

void wj_json_index_shrink(wj_json_index *index)
{
    if (index->stage1 && index->stage1->capacity() > largest_kept_capacity)
        index->stage1.reset();
}
