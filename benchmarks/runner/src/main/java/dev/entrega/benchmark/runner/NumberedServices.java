package dev.entrega.benchmark.runner;

import static dev.entrega.benchmark.runner.Contender.samples;

import dev.entrega.benchmark.runner.Contender.Turn;
import dev.entrega.benchmark.runner.Programs.Processors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a message costs services that differ in a number alone, with the database left out.
 *
 * @param what there is one or more of, as {@code type}
 * @param variable of the environment that says how many
 */
record NumberedServices(String what, String variable, List<Integer> numbers) {

    void measure(Lab lab, Results results, String group) throws InterruptedException {
        var contenders = new ArrayList<Contender>();
        try {
            for (int number : numbers) {
                contenders.add(start(lab, number));
            }
            Contender.compare(lab, results, "services by the number of their " + what + "s", contenders, Duration.ZERO);
            for (var contender : contenders) {
                results.figure(group, contender.name(), samples(contender.turns(), Turn::cpuPerMessage), "µs");
            }
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    private Contender start(Lab lab, int number) {
        String service = what + "s-" + number;
        var environment = lab.aws(Map.of(
                "DATABASE_URL",
                lab.database().fresh(what + "s_" + number),
                "BENCHMARK_HANDLER",
                "none",
                "BENCHMARK_DATABASE",
                "none",
                variable,
                Integer.toString(number)));
        return new Contender(
                counted(number, what),
                "dev_" + service,
                lab.programs().service(service, Processors.ONE, environment),
                service + " is ready");
    }

    /** As {@code Entrega, 10 types}. */
    static String counted(int number, String what) {
        return "Entrega, " + number + " " + what + (number == 1 ? "" : "s");
    }
}
