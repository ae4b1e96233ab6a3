package dev.entrega.benchmark.runner;

import dev.entrega.local.LocalCloud;

/** The local cloud as a process of its own, until it is killed. */
final class LocalCloudProgram {

    private static final String GREETING = "listens on ";

    private LocalCloudProgram() {}

    public static void main(String[] args) {
        System.out.println(GREETING + LocalCloud.start().endpoint());
    }

    /** Of one that has been started; waits for it. */
    static String endpoint(Program cloud) throws InterruptedException {
        String line = cloud.await(GREETING);
        return line.substring(line.indexOf(GREETING) + GREETING.length());
    }
}
