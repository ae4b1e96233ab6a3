package dev.entrega.contract.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;

/** What a goal said, each line after its level. */
final class RecordedLog extends SystemStreamLog {

    private final List<String> said = new ArrayList<>();

    @Override
    public void info(CharSequence content) {
        said.add("INFO " + content);
    }

    @Override
    public void warn(CharSequence content) {
        said.add("WARN " + content);
    }

    @Override
    public void error(CharSequence content) {
        said.add("ERROR " + content);
    }

    String text() {
        return String.join("\n", said);
    }
}
