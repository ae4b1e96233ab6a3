package dev.entrega.soak;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * What the command line says.
 *
 * @param time how long the services are kept busy
 * @param seed of the faults' kinds, their order and whom they meet
 * @param rate requests a second
 * @param faults how many a minute
 * @param mutant what is broken on purpose
 * @param keep whether the processes' logs stay
 * @param list whether only the mutants are to be listed
 */
record Options(
        Duration time,
        long seed,
        int rate,
        int faults,
        Optional<Mutant> mutant,
        boolean json,
        boolean keep,
        boolean list,
        boolean help) {

    static final String USAGE = """
        usage: benchmarks/soak [--seconds N] [--seed S] [--rate N] [--faults N] [--mutant M] [--keep-logs] [--json]
               benchmarks/soak --mutants
          --seconds N  how long the services are kept busy, 10 to 86400 (default: 60)
          --seed S     of the faults: their kinds, their order, whom they meet (default: any)
          --rate N     requests a second, 1 to 1000 (default: 25)
          --faults N   how many a minute, 1 to 60 (default: 24)
          --mutant M   breaks the platform on purpose, to see it found out: one of
                       %s
          --keep-logs  the processes' logs stay, also of a run that passes
          --json       the answer as JSON
          --mutants    only lists the mutants, each with the violation that must tell it
        Exits with 0 if every promise was kept, 1 if one was broken, 4 if the faults did not bite.""".formatted(
                    Arrays.stream(Mutant.values()).map(Mutant::text).collect(Collectors.joining("\n               ")));

    /** @throws IllegalArgumentException if there is something that it doesn't know */
    static Options parse(String... arguments) {
        int seconds = 60;
        long seed = ThreadLocalRandom.current().nextLong(1_000_000);
        int rate = 25;
        int faults = 24;
        Optional<Mutant> mutant = Optional.empty();
        boolean json = false;
        boolean keep = false;
        boolean list = false;
        boolean help = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--seconds" -> seconds = number(arguments, i++, 10, 86_400);
                case "--seed" -> seed = number(arguments, i++, 0, Integer.MAX_VALUE);
                case "--rate" -> rate = number(arguments, i++, 1, 1000);
                case "--faults" -> faults = number(arguments, i++, 1, 60);
                case "--mutant" -> mutant = Optional.of(Mutant.of(value(arguments, i++)));
                case "--keep-logs" -> keep = true;
                case "--json" -> json = true;
                case "--mutants" -> list = true;
                case "--help", "-h" -> help = true;
                default -> throw new IllegalArgumentException("\"" + arguments[i] + "\" is not understood");
            }
        }
        return new Options(Duration.ofSeconds(seconds), seed, rate, faults, mutant, json, keep, list, help);
    }

    private static String value(String[] arguments, int option) {
        if (option + 1 == arguments.length) {
            throw new IllegalArgumentException(arguments[option] + " needs a value");
        }
        return arguments[option + 1];
    }

    private static int number(String[] arguments, int option, int least, int most) {
        String value = value(arguments, option);
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as of a number out of its range.
        }
        throw new IllegalArgumentException(
                arguments[option] + " takes a number from " + least + " to " + most + ", not \"" + value + "\"");
    }
}
