package dev.entrega.messaging.report;

import io.sentry.protocol.SentryException;
import io.sentry.protocol.SentryStackFrame;
import io.sentry.protocol.SentryStackTrace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Exceptions as Sentry shows them, without their messages. */
final class ExceptionTypes {

    /** Deeper than what one reads; a wrapped failure tells its story within a few. */
    private static final int MOST = 10;

    private static final int MOST_FRAMES = 100;

    private static final List<String> FOREIGN = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "jakarta.",
            "io.micronaut.",
            "io.netty.",
            "reactor.",
            "org.postgresql.",
            "com.zaxxer.",
            "com.fasterxml.",
            "software.amazon.",
            "org.flywaydb.");

    private ExceptionTypes() {}

    /** The failure and its causes, the innermost first, as Sentry's protocol has it. */
    static List<SentryException> of(Throwable failure) {
        var chain = new ArrayList<SentryException>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable each = failure; each != null && seen.add(each) && chain.size() < MOST; each = each.getCause()) {
            chain.add(exception(each));
        }
        return chain.reversed();
    }

    /** What tells failures apart: the type of the failure, and the line of our own code that it came through. */
    static List<String> kind(Throwable failure) {
        return List.of(
                failure.getClass().getName(),
                ownFrame(failure)
                        .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                        .orElse(""));
    }

    private static Optional<StackTraceElement> ownFrame(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> isOwn(frame.getClassName()))
                .findFirst();
    }

    private static SentryException exception(Throwable failure) {
        var type = failure.getClass();
        var exception = new SentryException();
        String own = type.getPackageName();
        exception.setType(own.isEmpty() ? type.getName() : type.getName().substring(own.length() + 1));
        exception.setModule(own);
        exception.setStacktrace(new SentryStackTrace(Arrays.stream(failure.getStackTrace())
                .limit(MOST_FRAMES)
                .map(ExceptionTypes::frame)
                .toList()
                .reversed()));
        return exception;
    }

    private static SentryStackFrame frame(StackTraceElement element) {
        var frame = new SentryStackFrame();
        frame.setModule(element.getClassName());
        frame.setFunction(element.getMethodName());
        frame.setFilename(element.getFileName());
        if (element.getLineNumber() > 0) {
            frame.setLineno(element.getLineNumber());
        }
        frame.setNative(element.isNativeMethod());
        frame.setInApp(isOwn(element.getClassName()));
        return frame;
    }

    private static boolean isOwn(String className) {
        return FOREIGN.stream().noneMatch(className::startsWith);
    }
}
