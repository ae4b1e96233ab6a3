package dev.entrega.benchmark.runner;

import dev.entrega.local.LocalCloud;

/** The local cloud as a process of its own, until it is killed. */
final class LocalCloudProgram {

    private LocalCloudProgram() {}

    public static void main(String[] args) {
        System.out.println("listens on " + LocalCloud.start().endpoint());
    }
}
