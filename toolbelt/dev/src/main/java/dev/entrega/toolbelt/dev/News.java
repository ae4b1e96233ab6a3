package dev.entrega.toolbelt.dev;

import dev.entrega.toolbelt.dev.page.Controls.Notice;
import dev.entrega.toolbelt.dev.process.Output;
import dev.entrega.toolbelt.dev.terminal.Screen;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What has happened, for the screen and for the page. Thread-safe. */
final class News implements Output {
    private static final int KEPT = 20;

    private final Screen screen;
    private final Deque<Notice> notices = new ArrayDeque<>();

    News(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void line(String label, String line) {
        screen.log(label, line);
    }

    @Override
    public void news(String text) {
        screen.news(text);
        synchronized (notices) {
            notices.addFirst(new Notice(Instant.now(), text));
            if (notices.size() > KEPT) {
                notices.removeLast();
            }
        }
    }

    /** The newest first. */
    List<Notice> notices() {
        synchronized (notices) {
            return List.copyOf(notices);
        }
    }
}
