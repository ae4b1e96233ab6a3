package dev.entrega.toolbelt.dev;

import dev.entrega.local.LocalCloudException;
import dev.entrega.toolbelt.dev.terminal.Screen;
import dev.entrega.toolbelt.dev.terminal.Signals;
import dev.entrega.toolbelt.project.ProjectException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/**
 * The program: runs until it is told to end, by a key, Ctrl-C or SIGTERM. Exits with 0 after the key, 128 and the signal's
 * number after a signal, 2 if it was called wrongly, 3 if something to run is missing, 4 if it runs already, 6 if a port
 * is taken or something doesn't start, 70 after a bug.
 */
final class DevProgram {
    private static final int USAGE = 2;
    private static final int BUG = 70;
    private static final int UNTOLD = -1;

    /** It comes twice: from the terminal, and from the command line, which the terminal has told as well. */
    private static final Duration ONE_CTRL_C = Duration.ofSeconds(2);

    private final Thread main = Thread.currentThread();
    private final AtomicInteger ending = new AtomicInteger(UNTOLD);
    private long told;

    public static void main(String[] arguments) {
        System.exit(new DevProgram().run(arguments));
    }

    private int run(String... arguments) {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("toolbelt dev: " + e.getMessage());
            return USAGE;
        }
        // Before the threads that log do it all at once, of which SLF4J would complain.
        LoggerFactory.getILoggerFactory();
        Signals.on(this::end);
        return run(options, new Screen(System.out, Screen.colours(!options.colours())));
    }

    private int run(Options options, Screen screen) {
        int status = BUG;
        var run = new Run(options, screen);
        try {
            run.start(() -> end(0));
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            status = Math.max(ending.get(), 0);
            screen.say("  ending all processes");
        } catch (DevException e) {
            status = failed(e.getMessage(), e.exitCode());
        } catch (LocalCloudException | ProjectException e) {
            status = failed(
                    e.getMessage(), e instanceof ProjectException ? DevException.NOT_FOUND : DevException.UNREACHABLE);
        } catch (IOException e) {
            status = failed(
                    "a file can't be read or written (" + e + "); look at target/toolbelt/dev",
                    DevException.UNREACHABLE);
        } catch (RuntimeException e) {
            System.err.println("toolbelt dev: a bug, please report it with these lines: " + e);
            e.printStackTrace();
        }
        return close(run, status);
    }

    private static int failed(@org.jspecify.annotations.Nullable String message, int status) {
        System.err.println("toolbelt dev: " + message);
        return status;
    }

    private static int close(Run run, int status) {
        Thread.interrupted(); // It has done its work.
        try {
            run.stop();
        } catch (InterruptedException e) {
            System.err.println("toolbelt dev: ended at once; the next start ends what was left behind");
        }
        return status;
    }

    /** Ends the run, wherever it is; told again a while later, without waiting for its processes. */
    private synchronized void end(int status) {
        boolean again = !ending.compareAndSet(UNTOLD, status);
        if (again && System.nanoTime() - told < ONE_CTRL_C.toNanos()) {
            return;
        }
        told = System.nanoTime();
        main.interrupt();
    }
}
