package dev.entrega.benchmark.runner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the command line says.
 *
 * @param home the clone
 * @param rooms names of those to measure, all if empty
 */
record Options(boolean quick, boolean json, boolean write, boolean help, Path home, List<String> rooms) {

    static final String USAGE = """
        usage: benchmarks/run [--quick] [--json] [--write] [ROOM...]
          --quick  for orientation: less than 6 minutes instead of less than 25
          --json   the answer as JSON
          --write  also writes tables and charts into docs/performance.md, or into docs/scaling.md if that alone is
                   measured: only after a full run of an idle machine
          ROOM     some of: %s; all but scaling by default""";

    Options {
        rooms = List.copyOf(rooms);
    }

    /** @throws IllegalArgumentException if there is something that it doesn't know */
    static Options parse(List<String> arguments, Path home, List<String> known) {
        boolean quick = false;
        boolean json = false;
        boolean write = false;
        boolean help = false;
        var rooms = new ArrayList<String>();
        for (String argument : arguments) {
            switch (argument) {
                case "--quick" -> quick = true;
                case "--json" -> json = true;
                case "--write" -> write = true;
                case "--help", "-h" -> help = true;
                default -> {
                    if (!known.contains(argument)) {
                        throw new IllegalArgumentException("\"" + argument + "\" is not understood");
                    }
                    rooms.add(argument);
                }
            }
        }
        if (write && (quick || !(rooms.isEmpty() || rooms.equals(List.of(ScalingRoom.NAME))))) {
            throw new IllegalArgumentException(
                    "only what a full run has measured is written, or one of " + ScalingRoom.NAME + " alone");
        }
        return new Options(quick, json, write, help, home, rooms);
    }

    /** Of the documentation, where it is written. */
    String page() {
        return rooms.isEmpty() ? "performance" : ScalingRoom.NAME;
    }

    boolean wants(Room room) {
        if (!rooms.isEmpty()) {
            return rooms.contains(room.name());
        }
        return quick ? room.isForQuickRuns() : room.isForFullRuns();
    }
}
