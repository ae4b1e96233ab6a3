package dev.entrega.messaging.report;

import java.net.URI;
import java.util.regex.Pattern;

/** Whether a text is where and as whom Sentry is told, checked here so that a process without one loads nothing of it. */
final class SentryDsn {

    private static final Pattern PATH = Pattern.compile("(/[^/]+)*/[0-9]+");

    private SentryDsn() {}

    /** As {@code https://KEY@HOST/PROJECT}; a port and a path before the project's number are possible. */
    static boolean isValid(String text) {
        try {
            var uri = URI.create(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() != null
                    && !uri.getUserInfo().startsWith(":")
                    && uri.getPath() != null
                    && PATH.matcher(uri.getPath()).matches();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
