/* SPDX-License-Identifier: MIT */
/* The error numbers of Wiki.js 2.5, and the status that each becomes. */
#include <stdlib.h>

#include <wikijs/error.h>

/* clang-format off */
static const wikijs_server_error errors[] = {
    { 1001, WIKIJS_E_SERVER,          "AuthGenericError",                   "An unexpected error occured during login." },
    { 1002, WIKIJS_E_UNAUTHENTICATED, "AuthLoginFailed",                    "Invalid email / username or password." },
    { 1003, WIKIJS_E_INVALID,         "AuthProviderInvalid",                "Invalid authentication provider." },
    { 1004, WIKIJS_E_EXISTS,          "AuthAccountAlreadyExists",           "An account already exists using this email address." },
    { 1005, WIKIJS_E_TFA_REQUIRED,    "AuthTFAFailed",                      "Incorrect TFA Security Code." },
    { 1006, WIKIJS_E_UNAUTHENTICATED, "AuthTFAInvalid",                     "Invalid TFA Security Code or Login Token." },
    { 1007, WIKIJS_E_SERVER,          "BruteInstanceIsInvalid",             "Invalid Brute Force Instance." },
    { 1008, WIKIJS_E_RATE_LIMITED,    "BruteTooManyAttempts",               "Too many attempts! Try again later." },
    { 1009, WIKIJS_E_SERVER,          "UserCreationFailed",                 "An unexpected error occured during user creation." },
    { 1010, WIKIJS_E_FORBIDDEN,       "AuthRegistrationDisabled",           "Registration is disabled. Contact your system administrator." },
    { 1011, WIKIJS_E_FORBIDDEN,       "AuthRegistrationDomainUnauthorized", "You are not authorized to register. Your domain is not whitelisted." },
    { 1012, WIKIJS_E_INVALID,         "InputInvalid",                       "Input data is invalid." },
    { 1013, WIKIJS_E_UNAUTHENTICATED, "AuthAccountBanned",                  "Your account has been disabled." },
    { 1014, WIKIJS_E_UNAUTHENTICATED, "AuthAccountNotVerified",             "You must verify your account before your can login." },
    { 1015, WIKIJS_E_UNAUTHENTICATED, "AuthValidationTokenInvalid",         "Invalid validation token." },
    { 1016, WIKIJS_E_NOT_FOUND,       "UserNotFound",                       "This user does not exist." },
    { 1017, WIKIJS_E_REFUSED,         "UserDeleteForeignConstraint",        "Cannot delete user because of content relational constraints." },
    { 1018, WIKIJS_E_LOCKED,          "UserDeleteProtected",                "Cannot delete a protected system account." },
    { 1019, WIKIJS_E_UNAUTHENTICATED, "AuthRequired",                       "You must be authenticated to access this resource." },
    /* Not UNAUTHENTICATED: it is the argument of changePassword that is wrong, the caller is known. */
    { 1020, WIKIJS_E_INVALID,         "AuthPasswordInvalid",                "Password is incorrect." },
    { 2001, WIKIJS_E_SERVER,          "AssetGenericError",                  "An unexpected error occured during asset operation." },
    { 2002, WIKIJS_E_EXISTS,          "AssetFolderExists",                  "An asset folder with the same name already exists." },
    { 2003, WIKIJS_E_FORBIDDEN,       "AssetDeleteForbidden",               "You are not authorized to delete this asset." },
    { 2004, WIKIJS_E_NOT_FOUND,       "AssetInvalid",                       "This asset does not exist or is invalid." },
    { 2005, WIKIJS_E_EXISTS,          "AssetRenameCollision",               "An asset with the same filename in the same folder already exists." },
    { 2006, WIKIJS_E_FORBIDDEN,       "AssetRenameForbidden",               "You are not authorized to rename this asset." },
    { 2007, WIKIJS_E_INVALID,         "AssetRenameInvalid",                 "The new asset filename is invalid." },
    { 2008, WIKIJS_E_INVALID,         "AssetRenameInvalidExt",              "The file extension cannot be changed on an existing asset." },
    { 2009, WIKIJS_E_FORBIDDEN,       "AssetRenameTargetForbidden",         "You are not authorized to rename this asset to the requested name." },
    { 3001, WIKIJS_E_SERVER,          "MailGenericError",                   "An unexpected error occured during mail operation." },
    { 3002, WIKIJS_E_REFUSED,         "MailNotConfigured",                  "The mail configuration is incomplete or invalid." },
    { 3003, WIKIJS_E_SERVER,          "MailTemplateFailed",                 "Mail template failed to load." },
    { 3004, WIKIJS_E_INVALID,         "MailInvalidRecipient",               "The recipient email address is invalid." },
    { 4001, WIKIJS_E_SERVER,          "SearchGenericError",                 "An unexpected error occured during search operation." },
    { 4002, WIKIJS_E_REFUSED,         "SearchActivationFailed",             "Search Engine activation failed." },
    { 5001, WIKIJS_E_SERVER,          "LocaleGenericError",                 "An unexpected error occured during locale operation." },
    { 5002, WIKIJS_E_INVALID,         "LocaleInvalidNamespace",             "Invalid locale or namespace." },
    { 6001, WIKIJS_E_SERVER,          "PageGenericError",                   "An unexpected error occured during a page operation." },
    { 6002, WIKIJS_E_EXISTS,          "PageDuplicateCreate",                "Cannot create this page because an entry already exists at the same path." },
    { 6003, WIKIJS_E_NOT_FOUND,       "PageNotFound",                       "This page does not exist." },
    { 6004, WIKIJS_E_INVALID,         "PageEmptyContent",                   "Page content cannot be empty." },
    { 6005, WIKIJS_E_INVALID,         "PageIllegalPath",                    "Page path cannot contains illegal characters." },
    { 6006, WIKIJS_E_EXISTS,          "PagePathCollision",                  "Destination page path already exists." },
    { 6007, WIKIJS_E_FORBIDDEN,       "PageMoveForbidden",                  "You are not authorized to move this page." },
    { 6008, WIKIJS_E_FORBIDDEN,       "PageCreateForbidden",                "You are not authorized to create this page." },
    { 6009, WIKIJS_E_FORBIDDEN,       "PageUpdateForbidden",                "You are not authorized to update this page." },
    { 6010, WIKIJS_E_FORBIDDEN,       "PageDeleteForbidden",                "You are not authorized to delete this page." },
    { 6011, WIKIJS_E_FORBIDDEN,       "PageRestoreForbidden",               "You are not authorized to restore this page version." },
    { 6012, WIKIJS_E_FORBIDDEN,       "PageHistoryForbidden",               "You are not authorized to view the history of this page." },
    { 6013, WIKIJS_E_FORBIDDEN,       "PageViewForbidden",                  "You are not authorized to view this page." },
    { 7001, WIKIJS_E_SERVER,          "SystemGenericError",                 "An unexpected error occured." },
    { 7002, WIKIJS_E_REFUSED,         "SystemSSLDisabled",                  "SSL is not enabled." },
    { 7003, WIKIJS_E_REFUSED,         "SystemSSLRenewInvalidProvider",      "Current provider does not support SSL certificate renewal." },
    { 7004, WIKIJS_E_REFUSED,         "SystemSSLLEUnavailable",             "Let's Encrypt is not initialized." },
    { 8001, WIKIJS_E_SERVER,          "CommentGenericError",                "An unexpected error occured." },
    { 8002, WIKIJS_E_FORBIDDEN,       "CommentPostForbidden",               "You are not authorized to post a comment on this page." },
    { 8003, WIKIJS_E_INVALID,         "CommentContentMissing",              "Comment content is missing or too short." },
    { 8004, WIKIJS_E_FORBIDDEN,       "CommentManageForbidden",             "You are not authorized to manage comments on this page." },
    { 8005, WIKIJS_E_NOT_FOUND,       "CommentNotFound",                    "This comment does not exist." },
    { 8006, WIKIJS_E_FORBIDDEN,       "CommentViewForbidden",               "You are not authorized to view comments for this page." },
};
/* clang-format on */

static int compare(const void *key, const void *element)
{
    int code = *(const int *)key, other = ((const wikijs_server_error *)element)->code;
    return (code > other) - (code < other);
}

const wikijs_server_error *wikijs_server_errors(size_t *count)
{
    if (count)
        *count = sizeof errors / sizeof *errors;
    return errors;
}

const char *wikijs_server_error_name(int server_code)
{
    const wikijs_server_error *found = bsearch(&server_code, errors, sizeof errors / sizeof *errors, sizeof *errors,
                                               compare);
    return found ? found->name : NULL;
}
