package dev.entrega.toolbelt.terminal;

import java.util.Locale;
import picocli.CommandLine.Option;

/** Asks before something is destroyed, unless the user has said yes beforehand. In prod the name has to be typed. */
public final class Consent {

    @Option(names = "--yes", description = "don't ask")
    private boolean yes;

    public boolean isNeeded() {
        return !yes;
    }

    /**
     * @param what is about to happen, as {@code delete 12 messages of dev_stock-service_dlq}
     * @param name of what it happens to
     * @throws ToolbeltException if nobody can be asked, or the answer is no
     */
    public void to(Session session, String what, String name) {
        if (yes) {
            return;
        }
        var keyboard = session.surroundings().keyboard();
        if (keyboard == null) {
            throw new ToolbeltException(
                    ExitCode.REFUSED,
                    "would " + what + ", but there is no terminal to ask at: add --yes if that is what you want");
        }
        boolean prod = session.isProduction();
        String answer =
                keyboard.ask("This will " + what + ". " + (prod ? "Type " + name + " to go on: " : "Go on? [y/N] "));
        String said = answer == null ? "" : answer.strip();
        boolean agreed =
                prod ? said.equals(name) : said.toLowerCase(Locale.ROOT).matches("y|yes");
        if (!agreed) {
            throw new ToolbeltException(ExitCode.REFUSED, "not done, nothing has changed");
        }
    }
}
