package dev.entrega.toolbelt.dev.process;

import dev.entrega.local.ProcessMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/**
 * The file that says which processes a run has started: the run's own in the first line, the others below. A run that is
 * killed can't end them, so the next one does. Thread-safe.
 */
public final class ProcessList implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path file;
    private final List<ProcessMark> marks = new ArrayList<>();

    private ProcessList(Path file) {
        this.file = file;
    }

    /** The run that owns the folder, if it still goes on. */
    public static Optional<ProcessHandle> owner(Path file) {
        return read(file).stream().findFirst().flatMap(ProcessMark::process);
    }

    /**
     * Ends what a killed run has left behind, and begins a new list with this process.
     *
     * @param ended told how many there were, if any
     */
    public static ProcessList begin(Path file, IntConsumer ended) throws InterruptedException {
        List<ProcessHandle> orphans = read(file).stream()
                .skip(1)
                .flatMap(mark -> mark.process().stream())
                .toList();
        if (!orphans.isEmpty()) {
            Endings.end(orphans, PATIENCE);
            ended.accept(orphans.size());
        }
        var list = new ProcessList(file);
        list.add(ProcessHandle.current());
        return list;
    }

    synchronized void add(ProcessHandle process) {
        marks.add(ProcessMark.of(process));
        write();
    }

    synchronized void remove(ProcessHandle process) {
        marks.removeIf(mark -> mark.pid() == process.pid());
        write();
    }

    /** To be called when all of them are gone. */
    @Override
    public synchronized void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All or nothing, whenever a kill comes. */
    private void write() {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, marks.stream().map(ProcessMark::text).collect(Collectors.joining("\n", "", "\n")));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ProcessMark> read(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .flatMap(line -> ProcessMark.parse(line).stream())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
