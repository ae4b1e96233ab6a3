package dev.entrega.local;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a process that is told where to listen, and that still has it when it is started again. One that the system
 * chooses, by binding to port 0, is none: it is of those that outgoing connections get, and one of them can hold it by the
 * time the process listens. Thread-safe.
 */
public final class FreePort {

    /** Below what Linux gives to outgoing connections (32768; others begin at 49152), above what is commonly configured. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int TRIES = 1_000;

    /** Nobody listens yet at one that has just been given, so that it would be free for the next who asks. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /**
     * Any that nobody listens at now, on any address of this machine, and that this process has not given before.
     *
     * @throws LocalCloudException if there seems to be none
     */
    public static int find() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new LocalCloudException("of " + TRIES + " ports between " + FIRST + " and " + LAST
                + " none is free: end what holds them (ss -ltnp names it)");
    }

    /** Whether somebody could listen there now, on every address of this machine. */
    public static boolean isFree(int port) {
        try (var socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
