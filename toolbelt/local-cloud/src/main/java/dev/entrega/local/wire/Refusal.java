package dev.entrega.local.wire;

/**
 * What AWS answers instead of doing what was asked. It becomes the error of an {@link Answer} and never leaves the local
 * cloud as an exception, so it has no stack.
 */
public final class Refusal extends RuntimeException {
    private final String code;
    private final int status;

    public Refusal(int status, String code, String message) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
    }

    /** The client's fault: status 400. */
    public Refusal(String code, String message) {
        this(400, code, message);
    }

    /** The error's code as the service's model names it. */
    public String code() {
        return code;
    }

    public int status() {
        return status;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
