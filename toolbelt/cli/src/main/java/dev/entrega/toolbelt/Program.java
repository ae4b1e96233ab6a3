package dev.entrega.toolbelt;

import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A jar that runs in a process of its own, on this process's terminal. Ends with it: what interrupts the toolbelt is
 * passed on, and the toolbelt leaves only after the program has cleaned up.
 */
record Program(Path jar) {
    /** A short life on a developer's machine: start-up counts more than peak speed. */
    private static final List<String> QUICK_START =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    /** @throws ToolbeltException if the jar is missing */
    static Program at(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new ToolbeltException(
                    ExitCode.NOT_FOUND,
                    jar
                            + " is missing, because it was not built yet: start the toolbelt by bin/toolbelt, which builds it, or run mvn package");
        }
        return new Program(jar);
    }

    /** Runs to the end and returns the program's exit code. */
    int run(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUICK_START);
        // ElasticMQ and the JDBC driver make JDK 25 warn about what is none of the user's business.
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            Thread interrupted = new Thread(() -> end(process), "end-" + jar.getFileName());
            Runtime.getRuntime().addShutdownHook(interrupted);
            int exitCode = process.waitFor();
            forget(interrupted);
            return exitCode;
        } catch (IOException e) {
            throw new ToolbeltException(
                    ExitCode.NOT_FOUND,
                    command.getFirst() + " can't be started (" + e.getMessage() + "): check the JDK's installation");
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while waiting for " + jar, e);
        }
    }

    /** A Ctrl-C at a terminal has reached the program as well; a signal to this process alone has not. */
    private static void end(Process process) {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already, and the hook with it.
        }
    }
}
