package dev.entrega.toolbelt.dev.terminal;

import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * Turns Ctrl-C, SIGTERM and a closed terminal into a call, so that the run can end its processes in their order: the
 * JVM's shutdown hooks would run all at once, PostgreSQL's among them, while services still finish what they have in
 * hand. By reflection, since javac warns of {@code sun.misc.Signal}, which no other class replaces.
 */
public final class Signals {
    private Signals() {}

    /** @param exitStatus is told 128 and the number of the signal, as a shell shows it */
    public static void on(IntConsumer exitStatus) {
        handle("INT", 130, exitStatus);
        handle("TERM", 143, exitStatus);
        handle("HUP", 129, exitStatus);
    }

    private static void handle(String name, int status, IntConsumer exitStatus) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object told = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            exitStatus.accept(status);
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), told);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM gives no way to be told of SIG" + name, e);
        }
    }
}
