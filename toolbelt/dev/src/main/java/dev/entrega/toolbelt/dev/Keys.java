package dev.entrega.toolbelt.dev;

import dev.entrega.toolbelt.dev.terminal.Keyboard;
import dev.entrega.toolbelt.dev.terminal.Screen;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** What each key does. Runs on a thread of its own, which ends with the keyboard. */
final class Keys {
    static final String HELP = "  [k]ill  [f]ault  [t]raffic  [r]estart  [o]pen  [q]uit";

    private final Keyboard keyboard;
    private final Commands commands;
    private final Screen screen;
    private final URI page;
    private final Runnable quit;

    Keys(Keyboard keyboard, Commands commands, Screen screen, URI page, Runnable quit) {
        this.keyboard = keyboard;
        this.commands = commands;
        this.screen = screen;
        this.page = page;
        this.quit = quit;
    }

    void start() {
        Thread.ofPlatform().daemon().name("keys").start(this::loop);
    }

    private void loop() {
        try {
            for (int key = keyboard.read(); key >= 0; key = keyboard.read()) {
                press(key);
            }
        } catch (IOException e) {
            screen.news("keys don't work any more (" + e.getMessage() + "); Ctrl-C ends the run");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void press(int key) throws IOException, InterruptedException {
        switch (key) {
            case 'k' -> commands.kill("");
            case 'f' -> commands.fault("");
            case 't' -> commands.traffic();
            case 'r' -> restart();
            case 'o' -> Browser.open(page);
            case 'q' -> quit.run();
            case '?', 'h' -> screen.say(HELP);
            default -> {
                return; // A slip of the finger, or a line feed to make room in the log.
            }
        }
    }

    private void restart() throws IOException {
        List<String> labels = commands.labels();
        if (labels.size() == 1) {
            commands.restart(labels.getFirst());
            return;
        }
        var question = new StringBuilder("  restart which?");
        for (int i = 0; i < labels.size(); i++) {
            question.append("  [").append(i + 1).append("] ").append(labels.get(i));
        }
        screen.say(question.toString());
        int choice = keyboard.read() - '1';
        if (choice >= 0 && choice < labels.size()) {
            commands.restart(labels.get(choice));
        }
    }
}
