/* SPDX-License-Identifier: MIT */
#include "command/tree.h"
#include "context.h"
#include "report.h"

#include <string.h>

/* The scripts hold no lists: the program itself is asked at each <Tab>. */

static const char bash_script[] =
    "# bash completion for wikijs\n"
    "_wikijs() {\n"
    "    local word line IFS=$'\\n'\n"
    "    # Colons are part of locale:path and field:text, not word breaks.\n"
    "    local words=(\"${COMP_WORDS[@]}\") cword=$COMP_CWORD cur=\"${COMP_WORDS[COMP_CWORD]}\"\n"
    "    if declare -F _get_comp_words_by_ref >/dev/null; then\n"
    "        _get_comp_words_by_ref -n :=, cur words cword\n"
    "    fi\n"
    "    COMPREPLY=()\n"
    "    while read -r line; do\n"
    "        case $line in\n"
    "            :files) compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -f -- \"$cur\")) ;;\n"
    "            :nospace) compopt -o nospace 2>/dev/null ;;\n"
    "            *) COMPREPLY+=(\"${line%%$'\\t'*}\") ;;\n"
    "        esac\n"
    "    done < <(\"${words[0]}\" __complete -- \"${words[@]:1:cword}\" 2>/dev/null)\n"
    "    declare -F __ltrim_colon_completions >/dev/null && __ltrim_colon_completions \"$cur\"\n"
    "}\n"
    "complete -F _wikijs wikijs\n";

static const char zsh_script[] =
    "#compdef wikijs\n"
    "_wikijs() {\n"
    "    local line value text\n"
    "    local -a values texts options\n"
    "    for line in \"${(@f)$(\"${words[1]}\" __complete -- \"${(@)words[2,CURRENT]}\" 2>/dev/null)}\"; do\n"
    "        case $line in\n"
    "            :files) _files ;;\n"
    "            :nospace) options=(-S '') ;;\n"
    "            '') ;;\n"
    "            *) value=${line%%$'\\t'*}\n"
    "               text=${line#*$'\\t'}\n"
    "               values+=(\"$value\")\n"
    "               [[ $text == $value ]] && texts+=(\"$value\") || texts+=(\"$value  -- $text\") ;;\n"
    "        esac\n"
    "    done\n"
    "    (( ${#values} )) && compadd -l -d texts $options -- $values\n"
    "}\n"
    "if [ \"$funcstack[1]\" = _wikijs ]; then _wikijs \"$@\"; else compdef _wikijs wikijs; fi\n";

static const char fish_script[] = "# fish completion for wikijs\n"
                                  "function __wikijs_complete\n"
                                  "    set -l words (commandline -opc) (commandline -ct)\n"
                                  "    for line in ($words[1] __complete -- $words[2..-1] 2>/dev/null)\n"
                                  "        switch $line\n"
                                  "            case :files\n"
                                  "                __fish_complete_path (commandline -ct)\n"
                                  "            case :nospace\n"
                                  "            case '*'\n"
                                  "                echo $line\n"
                                  "        end\n"
                                  "    end\n"
                                  "end\n"
                                  "complete -c wikijs -f -a '(__wikijs_complete)'\n";

static int run(struct cli *cli, const void *args, const struct operands *operands)
{
    (void)args;
    const char *shell = operands->items[0];
    const char *script = strcmp(shell, "bash") == 0   ? bash_script
                         : strcmp(shell, "zsh") == 0  ? zsh_script
                         : strcmp(shell, "fish") == 0 ? fish_script
                                                      : NULL;
    if (!script)
        return report_usage(cli, "there is no completion for '%s', only for bash, zsh and fish", shell);
    stream_adds(&cli->out, script);
    return EXIT_DONE;
}

static const struct example examples[] = {
    { "In ~/.bashrc", "source <(wikijs completion bash)" },
    { "For zsh, in a folder of $fpath", "wikijs completion zsh > ~/.zfunc/_wikijs" },
    { "For fish", "wikijs completion fish > ~/.config/fish/completions/wikijs.fish" },
    { 0 },
};

const struct cmd cmd_completion = {
    .name = "completion",
    .group = "OTHER COMMANDS",
    .summary = "Print the completion script of a shell",
    .usage = "{bash | zsh | fish}",
    .text = "Print the completion script of a shell. Commands, flags, their values, fields of --json, profiles, paths "
            "of pages and tags are completed; the last two ask the wiki, for a second at most.",
    .examples = examples,
    .min_operands = 1,
    .max_operands = 1,
    .complete = COMPLETE_SHELL,
    .run = run,
    .since = "0.1",
};
