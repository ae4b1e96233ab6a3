package dev.entrega.contract.generate;

import java.nio.file.Path;

/**
 * A Java file.
 *
 * @param path where it belongs, below a source root
 * @param text what it contains; the same contracts always give the same text
 */
public record SourceFile(Path path, String text) {}
