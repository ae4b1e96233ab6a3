package dev.entrega.local.conformance;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Tests that fauxqs does not pass, each with what it does otherwise. They run all the same and are reported as aborted
 * with that reason; one that passes must leave the list.
 */
final class Differences implements InvocationInterceptor {
    private final Properties reasons = read();

    static Properties read() {
        Properties reasons = new Properties();
        try (var list = new InputStreamReader(
                Objects.requireNonNull(Differences.class.getResourceAsStream("fauxqs-differences.properties")),
                StandardCharsets.UTF_8)) {
            reasons.load(list);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reasons;
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> context, ExtensionContext extension)
            throws Throwable {
        String test = context.getExecutable().getName();
        String reason = reasons.getProperty(test);
        if (reason == null) {
            invocation.proceed();
            return;
        }
        try {
            invocation.proceed();
        } catch (Throwable expected) {
            throw new TestAbortedException("fauxqs: " + reason, expected);
        }
        throw new AssertionError("fauxqs passes " + test + ": take it out of fauxqs-differences.properties");
    }
}
