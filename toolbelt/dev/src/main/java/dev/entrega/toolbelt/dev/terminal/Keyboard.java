package dev.entrega.toolbelt.dev.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A terminal that gives each key at once and doesn't echo it; Ctrl-C remains a signal. {@link #restore} puts it back as it
 * was. By the system's {@code stty}, which every terminal that has keys comes with.
 */
public final class Keyboard {
    private static final Path TERMINAL = Path.of("/dev/tty");

    private final String before;

    private Keyboard(String before) {
        this.before = before;
    }

    /** Empty where there is no terminal. */
    public static Optional<Keyboard> open() throws InterruptedException {
        if (!Screen.isTerminal()) {
            return Optional.empty();
        }
        Optional<String> before = stty("-g");
        return before.isPresent() && stty("-icanon -echo min 1").isPresent()
                ? before.map(Keyboard::new)
                : Optional.empty();
    }

    /** Waits for the next key; negative when the terminal is gone. */
    public int read() throws IOException {
        return System.in.read();
    }

    public void restore() throws InterruptedException {
        stty(before);
    }

    private static Optional<String> stty(String arguments) throws InterruptedException {
        try {
            Process stty = new ProcessBuilder("sh", "-c", "exec stty " + arguments)
                    .redirectInput(TERMINAL.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return stty.waitFor() == 0 ? Optional.of(answer) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
