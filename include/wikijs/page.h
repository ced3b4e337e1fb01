/* SPDX-License-Identifier: MIT */
/**
 * @file page.h
 * What operations on pages return: structs, their fields, and how they are freed.
 *
 * You own what an operation gave you; everything reachable from it lives exactly as long as it does.
 */
#ifndef WIKIJS_PAGE_H
#define WIKIJS_PAGE_H

#include <wikijs/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fields of wikijs_page_tag (GraphQL type PageTag), in the order of its table. */
enum {
    WIKIJS_PAGE_TAG_ID,
    WIKIJS_PAGE_TAG_TAG,
    WIKIJS_PAGE_TAG_TITLE,
    WIKIJS_PAGE_TAG_CREATED_AT,
    WIKIJS_PAGE_TAG_UPDATED_AT,
    WIKIJS_PAGE_TAG_FIELDS
};

/** A tag of a page, or of the site. */
typedef struct wikijs_page_tag {
    uint64_t present;   /* WIKIJS_BIT(WIKIJS_PAGE_TAG_...) of the fields that came back */
    int64_t id;         /* numeric id */
    const char *tag;    /* lower case */
    const char *title;  /* title, as it was first written */
    int64_t created_at; /* when it was first used; Unix ms */
    int64_t updated_at; /* when it was last changed; Unix ms */
} wikijs_page_tag;

/** The tags inside a page. */
typedef struct wikijs_page_tags {
    const wikijs_page_tag *const *items;
    size_t count;
} wikijs_page_tags;

/** Fields of wikijs_page (GraphQL type Page), in the order of its table. */
enum {
    WIKIJS_PAGE_ID,
    WIKIJS_PAGE_PATH,
    WIKIJS_PAGE_HASH,
    WIKIJS_PAGE_TITLE,
    WIKIJS_PAGE_DESCRIPTION,
    WIKIJS_PAGE_IS_PRIVATE,
    WIKIJS_PAGE_IS_PUBLISHED,
    WIKIJS_PAGE_PRIVATE_NS,
    WIKIJS_PAGE_PUBLISH_START_DATE,
    WIKIJS_PAGE_PUBLISH_END_DATE,
    WIKIJS_PAGE_TAGS,
    WIKIJS_PAGE_CONTENT,
    WIKIJS_PAGE_RENDER,
    WIKIJS_PAGE_TOC,
    WIKIJS_PAGE_CONTENT_TYPE,
    WIKIJS_PAGE_CREATED_AT,
    WIKIJS_PAGE_UPDATED_AT,
    WIKIJS_PAGE_EDITOR,
    WIKIJS_PAGE_LOCALE,
    WIKIJS_PAGE_SCRIPT_CSS,
    WIKIJS_PAGE_SCRIPT_JS,
    WIKIJS_PAGE_AUTHOR_ID,
    WIKIJS_PAGE_AUTHOR_NAME,
    WIKIJS_PAGE_AUTHOR_EMAIL,
    WIKIJS_PAGE_CREATOR_ID,
    WIKIJS_PAGE_CREATOR_NAME,
    WIKIJS_PAGE_CREATOR_EMAIL,
    WIKIJS_PAGE_FROM_SOURCE,
    WIKIJS_PAGE_FIELDS
};

/** A page. */
typedef struct wikijs_page {
    uint64_t present;               /* WIKIJS_BIT(WIKIJS_PAGE_...) of the fields that came back */
    int64_t id;                     /* numeric id */
    const char *path;               /* without locale and leading slash */
    const char *hash;               /* of locale and path, not of the content */
    const char *title;              /* title */
    const char *description;        /* description */
    bool is_private;                /* whether it is private to its creator */
    bool is_published;              /* whether it is published */
    const char *private_ns;         /* private name space */
    const char *publish_start_date; /* as the server stores it, unchecked; "" when not set */
    const char *publish_end_date;   /* published until; empty when not set */
    wikijs_page_tags tags;          /* tags */
    wikijs_str content;             /* the source */
    wikijs_str render;              /* HTML */
    wikijs_str toc;                 /* the server fails on this field when its database is PostgreSQL */
    const char *content_type;       /* "markdown", "html" */
    int64_t created_at;             /* when it was created; Unix ms */
    int64_t updated_at;             /* when it was last saved or rendered; Unix ms */
    const char *editor;             /* "markdown", "ckeditor", ... */
    const char *locale;             /* locale code */
    wikijs_str script_css;          /* style sheet of the page */
    wikijs_str script_js;           /* script of the page */
    int64_t author_id;              /* user who saved it last */
    const char *author_name;        /* name of the user who saved it last */
    const char *author_email;       /* email of the user who saved it last */
    int64_t creator_id;             /* user who created it */
    const char *creator_name;       /* name of the user who created it */
    const char *creator_email;      /* email of the user who created it */
    bool from_source;               /* read through the source route, because pages.single was refused */
} wikijs_page;

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_page_free(wikijs_page *object);

/** Fields of wikijs_page_item (GraphQL type PageListItem), in the order of its table. */
enum {
    WIKIJS_PAGE_ITEM_ID,
    WIKIJS_PAGE_ITEM_PATH,
    WIKIJS_PAGE_ITEM_LOCALE,
    WIKIJS_PAGE_ITEM_TITLE,
    WIKIJS_PAGE_ITEM_DESCRIPTION,
    WIKIJS_PAGE_ITEM_CONTENT_TYPE,
    WIKIJS_PAGE_ITEM_IS_PUBLISHED,
    WIKIJS_PAGE_ITEM_IS_PRIVATE,
    WIKIJS_PAGE_ITEM_PRIVATE_NS,
    WIKIJS_PAGE_ITEM_CREATED_AT,
    WIKIJS_PAGE_ITEM_UPDATED_AT,
    WIKIJS_PAGE_ITEM_TAGS,
    WIKIJS_PAGE_ITEM_FIELDS
};

/** A page as pages.list gives it. */
typedef struct wikijs_page_item {
    uint64_t present;         /* WIKIJS_BIT(WIKIJS_PAGE_ITEM_...) of the fields that came back */
    int64_t id;               /* numeric id */
    const char *path;         /* path without locale and leading slash */
    const char *locale;       /* locale code */
    const char *title;        /* title */
    const char *description;  /* description */
    const char *content_type; /* markdown, html and others */
    bool is_published;        /* whether it is published */
    bool is_private;          /* whether it is private to its creator */
    const char *private_ns;   /* private name space */
    int64_t created_at;       /* when it was created; Unix ms */
    int64_t updated_at;       /* when it was last saved or rendered; Unix ms */
    wikijs_strings tags;      /* tags */
} wikijs_page_item;

/** A list of pages. Opaque; read it with _count and _at. */
typedef struct wikijs_page_item_list wikijs_page_item_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_page_item_list_count(const wikijs_page_item_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_page_item *wikijs_page_item_list_at(const wikijs_page_item_list *list, size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_page_item_list_free(wikijs_page_item_list *list);

/** A list of tags. Opaque; read it with _count and _at. */
typedef struct wikijs_page_tag_list wikijs_page_tag_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_page_tag_list_count(const wikijs_page_tag_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_page_tag *wikijs_page_tag_list_at(const wikijs_page_tag_list *list, size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_page_tag_list_free(wikijs_page_tag_list *list);

/** Fields of wikijs_page_tree_item (GraphQL type PageTreeItem), in the order of its table. */
enum {
    WIKIJS_PAGE_TREE_ITEM_ID,
    WIKIJS_PAGE_TREE_ITEM_PATH,
    WIKIJS_PAGE_TREE_ITEM_DEPTH,
    WIKIJS_PAGE_TREE_ITEM_TITLE,
    WIKIJS_PAGE_TREE_ITEM_IS_PRIVATE,
    WIKIJS_PAGE_TREE_ITEM_IS_FOLDER,
    WIKIJS_PAGE_TREE_ITEM_PRIVATE_NS,
    WIKIJS_PAGE_TREE_ITEM_PARENT,
    WIKIJS_PAGE_TREE_ITEM_PAGE_ID,
    WIKIJS_PAGE_TREE_ITEM_LOCALE,
    WIKIJS_PAGE_TREE_ITEM_FIELDS
};

/** An entry of the page tree: a folder, a page, or both. */
typedef struct wikijs_page_tree_item {
    uint64_t present;       /* WIKIJS_BIT(WIKIJS_PAGE_TREE_ITEM_...) of the fields that came back */
    int64_t id;             /* changes whenever the server rebuilds its tree */
    const char *path;       /* path without locale and leading slash */
    int64_t depth;          /* level, from 1 */
    const char *title;      /* title */
    bool is_private;        /* whether it is private to its creator */
    bool is_folder;         /* whether something lies below it */
    const char *private_ns; /* private name space */
    int64_t parent;         /* 0 at the top */
    int64_t page_id;        /* not present for a pure folder */
    const char *locale;     /* locale code */
} wikijs_page_tree_item;

/** A list of tree entries. Opaque; read it with _count and _at. */
typedef struct wikijs_page_tree_item_list wikijs_page_tree_item_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_page_tree_item_list_count(const wikijs_page_tree_item_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_page_tree_item *wikijs_page_tree_item_list_at(const wikijs_page_tree_item_list *list,
                                                                      size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_page_tree_item_list_free(wikijs_page_tree_item_list *list);

/** Fields of wikijs_page_link (GraphQL type PageLinkItem), in the order of its table. */
enum {
    WIKIJS_PAGE_LINK_ID,
    WIKIJS_PAGE_LINK_PATH,
    WIKIJS_PAGE_LINK_TITLE,
    WIKIJS_PAGE_LINK_LINKS,
    WIKIJS_PAGE_LINK_FIELDS
};

/** A page with the pages that it links to. */
typedef struct wikijs_page_link {
    uint64_t present;     /* WIKIJS_BIT(WIKIJS_PAGE_LINK_...) of the fields that came back */
    int64_t id;           /* numeric id */
    const char *path;     /* "locale/path" */
    const char *title;    /* title */
    wikijs_strings links; /* "locale/path" each */
} wikijs_page_link;

/** A list of pages with their links. Opaque; read it with _count and _at. */
typedef struct wikijs_page_link_list wikijs_page_link_list;

/**
 * The number of items of a list.
 *
 * @param list  list, or NULL
 * @return number of items
 * @since 0.1
 */
WIKIJS_API size_t wikijs_page_link_list_count(const wikijs_page_link_list *list);

/**
 * One item of a list.
 *
 * @param list   list
 * @param index  from 0
 * @return the item, valid as long as the list; NULL past the end
 * @since 0.1
 */
WIKIJS_API const wikijs_page_link *wikijs_page_link_list_at(const wikijs_page_link_list *list, size_t index);

/**
 * Free a list with all of its items.
 *
 * @param list  list, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_page_link_list_free(wikijs_page_link_list *list);

/** Fields of wikijs_page_search_result (GraphQL type PageSearchResult), in the order of its table. */
enum {
    WIKIJS_PAGE_SEARCH_RESULT_ID,
    WIKIJS_PAGE_SEARCH_RESULT_TITLE,
    WIKIJS_PAGE_SEARCH_RESULT_DESCRIPTION,
    WIKIJS_PAGE_SEARCH_RESULT_PATH,
    WIKIJS_PAGE_SEARCH_RESULT_LOCALE,
    WIKIJS_PAGE_SEARCH_RESULT_FIELDS
};

/** One hit of a search. */
typedef struct wikijs_page_search_result {
    uint64_t present;        /* WIKIJS_BIT(WIKIJS_PAGE_SEARCH_RESULT_...) of the fields that came back */
    const char *id;          /* not the page id with every search engine: use locale and path */
    const char *title;       /* title */
    const char *description; /* description */
    const char *path;        /* path without locale and leading slash */
    const char *locale;      /* locale code */
} wikijs_page_search_result;

/** The hits inside a search answer. */
typedef struct wikijs_page_search_results {
    const wikijs_page_search_result *const *items;
    size_t count;
} wikijs_page_search_results;

/** Fields of wikijs_page_search (GraphQL type PageSearchResponse), in the order of its table. */
enum {
    WIKIJS_PAGE_SEARCH_RESULTS,
    WIKIJS_PAGE_SEARCH_SUGGESTIONS,
    WIKIJS_PAGE_SEARCH_TOTAL_HITS,
    WIKIJS_PAGE_SEARCH_FIELDS
};

/** What a search found. */
typedef struct wikijs_page_search {
    uint64_t present;                   /* WIKIJS_BIT(WIKIJS_PAGE_SEARCH_...) of the fields that came back */
    wikijs_page_search_results results; /* hits */
    wikijs_strings suggestions;         /* words that are spelt alike */
    int64_t total_hits;                 /* counted before permissions */
} wikijs_page_search;

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_page_search_free(wikijs_page_search *object);

/** Fields of wikijs_page_change (GraphQL type PageHistory), in the order of its table. */
enum {
    WIKIJS_PAGE_CHANGE_VERSION_ID,
    WIKIJS_PAGE_CHANGE_VERSION_DATE,
    WIKIJS_PAGE_CHANGE_AUTHOR_ID,
    WIKIJS_PAGE_CHANGE_AUTHOR_NAME,
    WIKIJS_PAGE_CHANGE_ACTION_TYPE,
    WIKIJS_PAGE_CHANGE_VALUE_BEFORE,
    WIKIJS_PAGE_CHANGE_VALUE_AFTER,
    WIKIJS_PAGE_CHANGE_FIELDS
};

/** One entry of a history: the state before a change. */
typedef struct wikijs_page_change {
    uint64_t present;         /* WIKIJS_BIT(WIKIJS_PAGE_CHANGE_...) of the fields that came back */
    int64_t version_id;       /* version id */
    int64_t version_date;     /* when that state was saved; Unix ms */
    int64_t author_id;        /* user who saved that state */
    const char *author_name;  /* name of the user who saved that state */
    const char *action_type;  /* "initial", "edit", "move" */
    const char *value_before; /* of a move: the old path */
    const char *value_after;  /* of a move: the new path */
} wikijs_page_change;

/** The entries inside a history. */
typedef struct wikijs_page_changes {
    const wikijs_page_change *const *items;
    size_t count;
} wikijs_page_changes;

/** Fields of wikijs_page_history (GraphQL type PageHistoryResult), in the order of its table. */
enum { WIKIJS_PAGE_HISTORY_TRAIL, WIKIJS_PAGE_HISTORY_TOTAL, WIKIJS_PAGE_HISTORY_FIELDS };

/** The history of a page, newest first. The current state is not in it. */
typedef struct wikijs_page_history {
    uint64_t present;          /* WIKIJS_BIT(WIKIJS_PAGE_HISTORY_...) of the fields that came back */
    wikijs_page_changes trail; /* states before each change, newest first */
    int64_t total;             /* number of changes */
} wikijs_page_history;

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_page_history_free(wikijs_page_history *object);

/** Fields of wikijs_page_version (GraphQL type PageVersion), in the order of its table. */
enum {
    WIKIJS_PAGE_VERSION_ACTION,
    WIKIJS_PAGE_VERSION_AUTHOR_ID,
    WIKIJS_PAGE_VERSION_AUTHOR_NAME,
    WIKIJS_PAGE_VERSION_CONTENT,
    WIKIJS_PAGE_VERSION_CONTENT_TYPE,
    WIKIJS_PAGE_VERSION_CREATED_AT,
    WIKIJS_PAGE_VERSION_VERSION_DATE,
    WIKIJS_PAGE_VERSION_DESCRIPTION,
    WIKIJS_PAGE_VERSION_EDITOR,
    WIKIJS_PAGE_VERSION_IS_PRIVATE,
    WIKIJS_PAGE_VERSION_IS_PUBLISHED,
    WIKIJS_PAGE_VERSION_LOCALE,
    WIKIJS_PAGE_VERSION_PAGE_ID,
    WIKIJS_PAGE_VERSION_PATH,
    WIKIJS_PAGE_VERSION_PUBLISH_END_DATE,
    WIKIJS_PAGE_VERSION_PUBLISH_START_DATE,
    WIKIJS_PAGE_VERSION_TAGS,
    WIKIJS_PAGE_VERSION_TITLE,
    WIKIJS_PAGE_VERSION_VERSION_ID,
    WIKIJS_PAGE_VERSION_FIELDS
};

/** An old version of a page. */
typedef struct wikijs_page_version {
    uint64_t present;               /* WIKIJS_BIT(WIKIJS_PAGE_VERSION_...) of the fields that came back */
    const char *action;             /* what ended this state: updated, moved, restored, deleted */
    const char *author_id;          /* user who saved it */
    const char *author_name;        /* name of the user who saved it */
    wikijs_str content;             /* source text */
    const char *content_type;       /* markdown, html and others */
    int64_t created_at;             /* when the version was stored; Unix ms */
    int64_t version_date;           /* when that state was saved; Unix ms */
    const char *description;        /* description */
    const char *editor;             /* editor that it belonged to */
    bool is_private;                /* whether it was private */
    bool is_published;              /* whether it was published */
    const char *locale;             /* locale code */
    int64_t page_id;                /* page id */
    const char *path;               /* path without locale and leading slash */
    const char *publish_end_date;   /* published until; empty when not set */
    const char *publish_start_date; /* published from; empty when not set */
    wikijs_strings tags;            /* always empty: the server keeps no tags in versions */
    const char *title;              /* title */
    int64_t version_id;             /* version id */
} wikijs_page_version;

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_page_version_free(wikijs_page_version *object);

/** Fields of wikijs_page_conflict (GraphQL type PageConflictLatest), in the order of its table. */
enum {
    WIKIJS_PAGE_CONFLICT_ID,
    WIKIJS_PAGE_CONFLICT_AUTHOR_ID,
    WIKIJS_PAGE_CONFLICT_AUTHOR_NAME,
    WIKIJS_PAGE_CONFLICT_CONTENT,
    WIKIJS_PAGE_CONFLICT_CREATED_AT,
    WIKIJS_PAGE_CONFLICT_DESCRIPTION,
    WIKIJS_PAGE_CONFLICT_IS_PUBLISHED,
    WIKIJS_PAGE_CONFLICT_LOCALE,
    WIKIJS_PAGE_CONFLICT_PATH,
    WIKIJS_PAGE_CONFLICT_TAGS,
    WIKIJS_PAGE_CONFLICT_TITLE,
    WIKIJS_PAGE_CONFLICT_UPDATED_AT,
    WIKIJS_PAGE_CONFLICT_FIELDS
};

/** The newest state of a page, for somebody who may write it. */
typedef struct wikijs_page_conflict {
    uint64_t present;        /* WIKIJS_BIT(WIKIJS_PAGE_CONFLICT_...) of the fields that came back */
    int64_t id;              /* numeric id */
    const char *author_id;   /* user who saved it last */
    const char *author_name; /* name of the user who saved it last */
    wikijs_str content;      /* source text */
    int64_t created_at;      /* when it was created; Unix ms */
    const char *description; /* description */
    bool is_published;       /* whether it is published */
    const char *locale;      /* locale code */
    const char *path;        /* path without locale and leading slash */
    wikijs_strings tags;     /* tags */
    const char *title;       /* title */
    int64_t updated_at;      /* when it was last saved or rendered; Unix ms */
} wikijs_page_conflict;

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_page_conflict_free(wikijs_page_conflict *object);

/** Fields of wikijs_page_migration (GraphQL type PageMigrationResponse), in the order of its table. */
enum { WIKIJS_PAGE_MIGRATION_COUNT, WIKIJS_PAGE_MIGRATION_FIELDS };

/** How many pages were moved to another locale. */
typedef struct wikijs_page_migration {
    uint64_t present; /* WIKIJS_BIT(WIKIJS_PAGE_MIGRATION_...) of the fields that came back */
    int64_t count;    /* pages that were moved */
} wikijs_page_migration;

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_page_migration_free(wikijs_page_migration *object);

/** Fields of wikijs_string_list (GraphQL type a list of String), in the order of its table. */
enum { WIKIJS_STRING_LIST_ITEMS, WIKIJS_STRING_LIST_FIELDS };

/** A list of strings. */
typedef struct wikijs_string_list {
    uint64_t present;     /* WIKIJS_BIT(WIKIJS_STRING_LIST_...) of the fields that came back */
    wikijs_strings items; /* the strings */
} wikijs_string_list;

/**
 * Free what an operation returned, with everything in it.
 *
 * @param object  result, or NULL
 * @since 0.1
 */
WIKIJS_API void wikijs_string_list_free(wikijs_string_list *object);

#ifdef __cplusplus
}
#endif
#endif
