package dev.entrega.messaging;

/** A setting that is missing or malformed; the process doesn't start with it. Its message never holds a secret. */
public final class ConfigurationException extends MessagingException {

    /**
     * @param setting its name as the user writes it
     * @param problem what is wrong with it, without its value where that may be secret
     * @param remedy how to mend it
     */
    public ConfigurationException(String setting, String problem, String remedy) {
        super(setting + ": " + problem + "; " + remedy);
    }
}
