package dev.entrega.benchmark.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Measures room after room, prints what was found. A room that fails leaves its figures out and the others alone; the exit
 * code says so. A missed target is a figure, not a failure.
 */
public final class Benchmarks {

    private static final List<Room> ROOMS = List.of(
            new ConsumerRoom(),
            new RelayRoom(),
            new OutboxRoom(),
            new InboxRoom(),
            new LatencyRoom(),
            new StartRoom(),
            new MemoryRoom(),
            new EdgesRoom(),
            new CallsRoom(),
            new TypesRoom(),
            new ContractRoom(),
            new ScalingRoom());

    private static final int FAILED = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private Benchmarks() {}

    /** Exit codes: 1 a room has failed, 2 called wrongly. */
    public static void main(String[] args) throws Exception {
        var known = ROOMS.stream().map(Room::name).toList();
        String usage = Options.USAGE.formatted(String.join(", ", known));
        Options options;
        try {
            options = Options.parse(List.of(args), Path.of(System.getProperty("entrega.home", ".")), known);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + usage);
            System.exit(NOT_UNDERSTOOD);
            return;
        }
        if (options.help()) {
            System.out.println(usage);
            return;
        }
        System.exit(run(options) ? 0 : FAILED);
    }

    private static boolean run(Options options) throws IOException, SQLException, InterruptedException {
        var results = new Results();
        var machine = new Machine();
        var scale = options.quick() ? Scale.QUICK : Scale.FULL;
        var programs = new Programs(options.home());
        long begin = System.nanoTime();
        boolean complete = true;
        try (var database = Database.start();
                var broker = Broker.start(programs)) {
            machine.countPostgres(database.postmaster());
            var lab = new Lab(scale, programs, broker, database, machine);
            for (var room : ROOMS) {
                if (options.wants(room)) {
                    complete &= measure(room, lab, results);
                }
            }
        }
        var run = new Run(
                scale,
                results,
                Duration.ofNanos(System.nanoTime() - begin),
                machine.others(),
                Runtime.getRuntime().availableProcessors(),
                programs.canPin());
        System.out.println(options.json() ? Report.json(run) : Report.text(run));
        if (run.isNoisy()) {
            Lab.say("WARNING: others kept the machine busy ("
                    + Report.number(run.noise().percentile(90))
                    + " processors most of the time, not more than " + Report.number(Machine.TOLERABLE)
                    + " would do): these figures say more about them than about us");
        }
        if (options.write() && complete) {
            Document.write(options.home().resolve("docs"), options.page(), run);
        }
        return complete;
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // Whatever it is: the other rooms' figures are worth having.
    private static boolean measure(Room room, Lab lab, Results results) throws InterruptedException {
        long begin = System.nanoTime();
        try {
            room.measure(lab, results);
            Lab.say(room.name() + " took "
                    + Duration.ofNanos(System.nanoTime() - begin).toSeconds() + " s");
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            e.printStackTrace();
            results.remark("The room " + room.name() + " has failed: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            return false;
        }
    }
}
