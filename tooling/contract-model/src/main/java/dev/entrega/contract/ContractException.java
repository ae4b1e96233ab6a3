package dev.entrega.contract;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A contract that is not as it must be, or is used where there is none. The message says what, why and how to mend it,
 * and where it can, names the file and the JSON pointer (RFC 6901) into it.
 */
public final class ContractException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ContractException(String message) {
        this(message, null);
    }

    public ContractException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** About a place in a file; the pointer is a URI fragment, e.g. {@code #/properties/buyer}, {@code #} the whole. */
    public static ContractException at(Path file, String pointer, String message) {
        return new ContractException(file + pointer + ": " + message);
    }

    /** About a file or folder as such. */
    public static ContractException at(Path file, String message) {
        return at(file, "", message);
    }
}
