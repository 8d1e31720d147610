import type { CompletionWords } from "./completion-words.ts";

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const candidatesOf = ({ commands, options, values }: CompletionWords): string =>
  [
    ...commands.map(({ name }) => name),
    ...values,
    ...options.map(({ flag }) => flag),
    "--help",
  ].join(" ");

const pathsOf = (all: readonly CompletionWords[]): string =>
  all.flatMap(({ path }) => (path === "" ? [] : [path])).join("|");

const valueCases = (all: readonly CompletionWords[], answer: (values: string) => string): string =>
  all
    .flatMap(({ path, options }) =>
      options
        .filter(({ values }) => values.length > 0)
        .map(
          ({ flag, values }) => `    ${quoted(`${path} ${flag}`)}) ${answer(values.join(" "))} ;;`,
        ),
    )
    .join("\n");

const wordCases = (all: readonly CompletionWords[], answer: (words: string) => string): string =>
  all.map((words) => `    ${quoted(words.path)}) ${answer(candidatesOf(words))} ;;`).join("\n");

const bash = (all: readonly CompletionWords[]): string => `# bash completion of tokenledger
_tokenledger() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" at="" word words=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$at/$word" in ${pathsOf(all)}) at="$at/$word" ;; esac
  done
  case "$at" in
${wordCases(all, (words) => `words=${quoted(words)}`)}
  esac
  case "$at $previous" in
${valueCases(all, (words) => `words=${quoted(words)}`)}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _tokenledger tokenledger
`;

const zsh = (all: readonly CompletionWords[]): string => `#compdef tokenledger
# zsh completion of tokenledger
_tokenledger() {
  local at="" word
  local -a found
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$at/$word" in ${pathsOf(all).replaceAll("|", " | ")}) at="$at/$word" ;; esac
  done
  case "$at" in
${wordCases(all, (words) => `found=(${words})`)}
  esac
  case "$at \${words[CURRENT-1]}" in
${valueCases(all, (words) => `found=(${words})`)}
  esac
  compadd -a found || _files
}
compdef _tokenledger tokenledger
`;

const condition = (path: string): string => `-n ${quoted(`test (__tokenledger_at) = "${path}"`)}`;

/** Of fish, which decides line by line: \`__tokenledger_at\` says where in the tree the cursor is. */
const fish = (all: readonly CompletionWords[]): string => {
  const lines = all.flatMap(({ path, commands, options, values }) => [
    ...commands.map(
      ({ name, summary }) =>
        `complete -c tokenledger -f ${condition(path)} -a ${name} -d ${quoted(summary)}`,
    ),
    ...values.map((value) => `complete -c tokenledger ${condition(path)} -a ${value}`),
    ...options.map((option) => {
      const taken = option.takesValue
        ? option.values.length > 0
          ? ` -x -a ${quoted(option.values.join(" "))}`
          : " -r"
        : "";
      return `complete -c tokenledger ${condition(path)} -l ${option.flag.slice(2)}${taken} -d ${quoted(option.summary)}`;
    }),
  ]);
  return `# fish completion of tokenledger
function __tokenledger_at
  set -l at ""
  for word in (commandline -opc)[2..-1]
    switch "$at/$word"
      case ${all.flatMap(({ path }) => (path === "" ? [] : [path])).join(" ")}
        set at "$at/$word"
    end
  end
  echo $at
end
${lines.join("\n")}
`;
};

/** Shells there are completions for. */
export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

/** What a shell reads to complete the program's words; made of them, so that it knows what they know. */
export const completionScripts: Readonly<
  Record<Shell, (all: readonly CompletionWords[]) => string>
> = { bash, zsh, fish };
