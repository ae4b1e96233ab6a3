package dev.entrega.contract.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/**
 * Data of an event as the contract's author imagines it.
 *
 * @param file  where it lies; its name says what it shows, e.g. {@code invalid-missing-buyer.json}
 * @param valid whether the contract must allow it, or refuse it
 * @param data  not to be changed
 */
public record Example(Path file, boolean valid, JsonNode data) {}
