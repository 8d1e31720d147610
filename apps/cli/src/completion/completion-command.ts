import { Argument, Command, type AnyCommand } from "../command.ts";
import { completionScripts, shells } from "./completion-scripts.ts";
import { completionWords } from "./completion-words.ts";

/** What a shell reads to complete the words of this command line. @param program whose words they are. */
export const completionCommand = (program: () => AnyCommand): AnyCommand =>
  new Command("completion")
    .summary("what bash, zsh or fish reads to complete these words")
    .description(
      "Prints a script. bash: source <(tokenledger completion bash). zsh, after compinit: source <(tokenledger completion zsh). fish: tokenledger completion fish | source.",
    )
    .addArgument(new Argument("<shell>", "whose").choices(shells))
    .action((shell) => {
      process.stdout.write(completionScripts[shell](completionWords(program())));
    });
