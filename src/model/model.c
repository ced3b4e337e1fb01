/* SPDX-License-Identifier: MIT */
/* The public face of the field tables. */
#include "model/models.h"

#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "json/write.h"

static const struct wikijs_model *const *const families[] = {
    wj_access_models,     wj_analytics_models,  wj_asset_models,     wj_authentication_models, wj_comment_models,
    wj_contribute_models, wj_group_models,      wj_key_value_models, wj_localization_models,   wj_logging_models,
    wj_mail_models,       wj_navigation_models, wj_page_models,      wj_rendering_models,      wj_search_models,
    wj_site_models,       wj_storage_models,    wj_system_models,    wj_theming_models,        wj_user_models,
    wj_health_models,     wj_audit_models,      wj_match_models,     wj_bulk_models,           wj_import_models,
    wj_event_models,      wj_delivery_models,   wj_export_models,
};

const wikijs_model *wikijs_model_at(size_t index)
{
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        for (const struct wikijs_model *const *model = families[i]; *model; model++)
            if (index-- == 0)
                return *model;
    return NULL;
}

const wikijs_model *wikijs_model_by_name(const char *name)
{
    const wikijs_model *model = NULL;
    for (size_t i = 0; name && (model = wikijs_model_at(i)); i++)
        if (strcmp(model->name, name) == 0)
            return model;
    return NULL;
}

const char *wikijs_model_name(const wikijs_model *model)
{
    return model ? model->name : NULL;
}

size_t wikijs_model_field_count(const wikijs_model *model)
{
    return model ? model->field_count : 0;
}

wikijs_field wikijs_model_field(const wikijs_model *model, size_t index)
{
    if (!model || index >= model->field_count)
        return (wikijs_field){ 0 };
    const struct wj_field *f = &model->fields[index];
    return (wikijs_field){
        .name = f->name,
        .column = f->column,
        .doc = f->doc,
        .permission = f->permission,
        .model = f->model,
        .type = (wikijs_type)f->type,
        .flags = f->flags,
    };
}

int wikijs_model_find(const wikijs_model *model, const char *name)
{
    for (uint32_t i = 0; model && name && i < model->field_count; i++)
        if (strcmp(model->fields[i].name, name) == 0)
            return (int)i;
    return -1;
}

uint64_t wikijs_model_default_fields(const wikijs_model *model)
{
    uint64_t mask = 0;
    for (uint32_t i = 0; model && i < model->field_count; i++)
        if (model->fields[i].flags & WIKIJS_FIELD_DEFAULT)
            mask |= WIKIJS_BIT(i);
    return mask;
}

static void read_member(const struct wj_field *f, const void *member, wikijs_value *value)
{
    struct wj_objects list;
    const char *string;
    switch (f->type) {
    case WIKIJS_TYPE_BOOL:
        value->boolean = *(const bool *)member;
        break;
    case WIKIJS_TYPE_INT:
    case WIKIJS_TYPE_TIME:
        value->integer = *(const int64_t *)member;
        break;
    case WIKIJS_TYPE_STRING:
        string = *(const char *const *)member;
        value->string = (wikijs_str){ string, strlen(string) };
        break;
    case WIKIJS_TYPE_TEXT:
    case WIKIJS_TYPE_JSON:
        value->string = *(const wikijs_str *)member;
        break;
    case WIKIJS_TYPE_STRINGS:
        value->strings = *(const wikijs_strings *)member;
        value->count = value->strings.count;
        break;
    case WIKIJS_TYPE_INTS:
        value->ints = *(const wikijs_ints *)member;
        value->count = value->ints.count;
        break;
    case WIKIJS_TYPE_OBJECT:
        value->objects = member;
        value->count = 1;
        break;
    default:
        memcpy(&list, member, sizeof list);
        value->objects = list.items;
        value->count = list.count;
        break;
    }
}

wikijs_value wikijs_value_get(const wikijs_model *model, const void *object, size_t index)
{
    wikijs_value value = { 0 };
    if (!model || !object || index >= model->field_count)
        return value;
    const struct wj_field *f = &model->fields[index];
    value.type = (wikijs_type)f->type;
    value.model = f->model;
    uint64_t present;
    memcpy(&present, object, sizeof present);
    value.present = present & WIKIJS_BIT(index);
    if (value.present)
        read_member(f, (const char *)object + f->offset, &value);
    return value;
}

size_t wikijs_object_to_json(const wikijs_model *model, const void *object, uint64_t fields, char *buffer, size_t size)
{
    struct wj_buf out;
    wj_buf_init(&out, &wj_libc_allocator, SIZE_MAX);
    if (model && object)
        wj_json_object(&out, model, object, fields);
    size_t length = out.failed ? 0 : out.len;
    if (size) {
        size_t copied = length < size ? length : size - 1;
        if (copied)
            memcpy(buffer, out.data, copied);
        buffer[copied] = '\0';
    }
    wj_buf_free(&out);
    return length;
}
