package dev.entrega.toolbelt;

import dev.entrega.toolbelt.terminal.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete the commands. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a completion script.",
            "bash: source <(toolbelt completion bash)",
            "zsh: source <(toolbelt completion zsh)"
        })
final class CompletionCommand implements Callable<Integer> {

    /** The shells that are known. */
    enum Shell {
        bash,
        zsh
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "one of: ${COMPLETION-CANDIDATES}")
    @SuppressWarnings("NullAway.Init")
    private Shell shell;

    @Override
    public Integer call() {
        var root = spec.root().commandLine();
        String script = AutoComplete.bash("toolbelt", root);
        // The script is bash's, which zsh understands after this. Picocli's looks for bashcompinit only if it is
        // loaded.
        String before = shell == Shell.zsh
                ? "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n"
                : "";
        spec.commandLine().getOut().println(before + script);
        return ExitCode.OK;
    }
}
