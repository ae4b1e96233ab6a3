package dev.entrega.toolbelt.contract;

import dev.entrega.toolbelt.terminal.Output;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says how findings are printed. */
final class FormatOption {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text, json (as --json), github (workflow commands) or junit (XML)")
    private @Nullable Format format;

    Format format(Output output) {
        return format != null ? format : output.json() ? Format.json : Format.text;
    }
}
