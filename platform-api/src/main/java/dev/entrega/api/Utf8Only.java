package dev.entrega.api;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.io.InputDecorator;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/**
 * Refuses what Jackson would guess to be another encoding, and the byte order mark: JSON between systems is UTF-8 without
 * one (RFC 8259, 8.1).
 */
final class Utf8Only extends InputDecorator {

    /** Enough to see any byte order mark and any encoding with more than one byte for the first character. */
    private static final int LOOK_AHEAD = 4;

    @Override
    public InputStream decorate(IOContext context, InputStream in) throws IOException {
        var buffered = in.markSupported() ? in : new BufferedInputStream(in);
        buffered.mark(LOOK_AHEAD);
        byte[] start = buffered.readNBytes(LOOK_AHEAD);
        buffered.reset();
        check(start, 0, start.length);
        return buffered;
    }

    @Override
    public InputStream decorate(IOContext context, byte[] bytes, int offset, int length) throws IOException {
        check(bytes, offset, Math.min(length, LOOK_AHEAD));
        return new ByteArrayInputStream(bytes, offset, length);
    }

    @Override
    public Reader decorate(IOContext context, Reader characters) {
        return characters;
    }

    private static void check(byte[] bytes, int offset, int length) throws JsonParseException {
        for (int i = offset; i < offset + length; i++) {
            // No JSON begins with NUL or with a byte that UTF-8 uses beyond ASCII: these are marks and wider
            // characters.
            boolean isMark = i == offset && bytes[i] < 0;
            if (isMark || bytes[i] == 0) {
                throw new JsonParseException(null, "not UTF-8, or with a byte order mark");
            }
        }
    }
}
