package dev.entrega.toolbelt.project;

/** The project, its environments or one of its services is not as it should be; the message says what, why and how to mend it. */
public final class ProjectException extends RuntimeException {

    ProjectException(String message) {
        super(message);
    }

    ProjectException(String message, Throwable cause) {
        super(message, cause);
    }
}
