package dev.entrega.marketplace.deploys;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The program: {@code java -jar marketplace-deploys.jar [DEPLOYS [REQUESTS_PER_SECOND [MEMORY_MIB [OVERLAP_SECONDS]]]]} in the repository's
 * root, whose services are built. Figures on stdout, progress on stderr. Exits with 0 if every promise was kept, 1 if
 * one was broken, 2 if it was called wrongly, 6 if something does not start or answer.
 */
final class Deploys {
    private static final int BROKEN = 1;
    private static final int USAGE = 2;
    private static final int UNREACHABLE = 6;
    private static final long MIB = 1024 * 1024;

    private Deploys() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        try {
            int deploys = argument(arguments, 0, 20);
            int rate = argument(arguments, 1, 100);
            long memory = argument(arguments, 2, 512) * MIB;
            var overlap = Duration.ofSeconds(argument(arguments, 3, 10));
            var report =
                    new Rollout(Path.of("").toAbsolutePath(), memory, overlap, System.err::println).run(deploys, rate);
            System.out.println(report.table());
            report.complaints().forEach(System.err::println);
            return report.complaints().isEmpty() ? 0 : BROKEN;
        } catch (NumberFormatException e) {
            System.err.println("deploys: a number is expected (" + e.getMessage()
                    + "): call it with DEPLOYS, REQUESTS_PER_SECOND, MEMORY_MIB and OVERLAP_SECONDS, or with less");
            return USAGE;
        } catch (DeploysException e) {
            System.err.println("deploys: " + e.getMessage());
            return UNREACHABLE;
        }
    }

    private static int argument(String[] arguments, int index, int byDefault) {
        return index < arguments.length ? Integer.parseInt(arguments[index]) : byDefault;
    }
}
