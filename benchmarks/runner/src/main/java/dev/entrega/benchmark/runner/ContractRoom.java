package dev.entrega.benchmark.runner;

/** What it takes to hold an event against its contract and bind it, by JMH. */
final class ContractRoom implements Room {

    private static final String ALL = ".*";
    private static final String MOST_IMPORTANT = ".*(consume|parse)$";

    @Override
    public String name() {
        return "contracts";
    }

    @Override
    public void measure(Lab lab, Results results) throws Exception {
        Lab.say("contracts: JMH");
        var jar = lab.programs().jar("benchmarks/contracts/target/contract-benchmarks.jar");
        var found = Jmh.run(lab, jar, lab.scale().thorough() ? ALL : MOST_IMPORTANT);
        found.forEach((benchmark, samples) ->
                results.figure("An order of 1 KB and its contract", label(benchmark), samples, "µs"));
        results.measured(Target.V1, Jmh.of("consume", found));
    }

    private static String label(String benchmark) {
        return switch (benchmark) {
            case "parse" -> "parse";
            case "consume" -> "parse, validate and bind";
            case "publish" -> "validate and write";
            case "parseAndBindWithoutContract" -> "parse and bind, without contract";
            case "writeWithoutContract" -> "write, without contract";
            default -> benchmark;
        };
    }
}
