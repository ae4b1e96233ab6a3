package dev.entrega.toolbelt;

import dev.entrega.contract.ContractException;
import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.aws.BrokerException;
import dev.entrega.toolbelt.project.ProjectException;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** How a command ends that can't do its work: a line for the person, a code for the script. */
final class Failures implements IExecutionExceptionHandler {

    /** What a failure comes to, and the command to type now. */
    private record Verdict(
            int exitCode, String message, @Nullable String next) {}

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        if (failure instanceof ParameterException misuse) {
            throw misuse;
        }
        var errors = command.getErr();
        var verdict = verdict(failure);
        errors.println("toolbelt: " + verdict.message());
        if (verdict.exitCode() == ExitCode.BUG || isVerbose(command)) {
            failure.printStackTrace(errors);
        }
        if (verdict.next() != null) {
            errors.println("Next: toolbelt " + verdict.next());
        }
        return verdict.exitCode();
    }

    private static Verdict verdict(Exception failure) {
        String message = oneLine(failure.getMessage());
        return switch (failure) {
            case ToolbeltException e -> new Verdict(e.exitCode(), message, e.next());
            case BrokerException e -> ofBroker(e, message);
            case ConfigurationException e -> new Verdict(ExitCode.USAGE, message, null);
            case ProjectException e ->
                e.getCause() instanceof SQLException refused
                        ? new Verdict(ofDatabase(refused), message, "doctor")
                        : new Verdict(ExitCode.NOT_FOUND, message, null);
            case SQLException e -> new Verdict(ofDatabase(e), "the database did not do it: " + message, "doctor");
            case ContractException e -> new Verdict(ExitCode.FINDINGS, message, null);
            case MessagingException e -> new Verdict(ExitCode.UNREACHABLE, message, "doctor");
            default -> new Verdict(ExitCode.BUG, "a bug, please report it with these lines: " + failure, null);
        };
    }

    private static Verdict ofBroker(BrokerException e, String message) {
        return switch (e.kind()) {
            case UNREACHABLE ->
                new Verdict(
                        ExitCode.UNREACHABLE,
                        message + "; check that the broker runs and that the environment names its endpoint",
                        "doctor");
            case NOT_ALLOWED ->
                new Verdict(
                        ExitCode.NOT_ALLOWED,
                        message + "; check the credentials, and what they are allowed to do",
                        "doctor");
            case NOT_FOUND -> new Verdict(ExitCode.NOT_FOUND, message, "topology plan");
            case REFUSED -> new Verdict(ExitCode.REFUSED, message, null);
        };
    }

    /** By the class of the SQLSTATE: 28 is about who asks, 42501 about what is allowed. */
    private static int ofDatabase(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("28") || state.equals("42501") ? ExitCode.NOT_ALLOWED : ExitCode.UNREACHABLE;
    }

    private static String oneLine(@Nullable String message) {
        return message == null
                ? ""
                : String.join(" ", message.lines().map(String::strip).toList());
    }

    private static boolean isVerbose(CommandLine command) {
        return command.getCommandSpec().mixins().values().stream()
                .anyMatch(mixin -> mixin.userObject() instanceof Session session && session.isVerbose());
    }
}
