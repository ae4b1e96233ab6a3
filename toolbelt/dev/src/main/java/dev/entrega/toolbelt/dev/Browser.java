package dev.entrega.toolbelt.dev;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;

/** The user's own browser. */
final class Browser {
    private Browser() {}

    /** Opens the page, where there is a desktop that knows how; else the address on the screen has to do. */
    static boolean open(URI page) {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
        try {
            new ProcessBuilder(mac ? "open" : "xdg-open", page.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
