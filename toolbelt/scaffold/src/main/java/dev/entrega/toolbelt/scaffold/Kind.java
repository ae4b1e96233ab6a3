package dev.entrega.toolbelt.scaffold;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a service is at heart. */
public enum Kind {
    /** Takes requests over HTTP, keeps data, publishes events. */
    API("platform-api", "web"),
    /** Handles events, keeps data. */
    CONSUMER("consumer-runtime", "worker");

    private final String runtime;
    private final String process;

    Kind(String runtime, String process) {
        this.runtime = runtime;
        this.process = process;
    }

    /** @throws ScaffoldException if there is none of this name */
    public static Kind of(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text().equals(text))
                .findFirst()
                .orElseThrow(() -> ScaffoldException.misused("--kind is \"" + text + "\", but it must be one of "
                        + Arrays.stream(values()).map(Kind::text).collect(Collectors.joining(", "))
                        + Nearest.to(text, Arrays.stream(values()).map(Kind::text))
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("")));
    }

    /** As it is typed. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The library that it builds on. */
    String runtime() {
        return runtime;
    }

    /** Its type in the Procfile. */
    String process() {
        return process;
    }
}
