package io.stemma.internal.log;

/**
 * Something wrong with the log.
 *
 * @param key the object in question
 * @param problem what is wrong with it
 */
public record LogFault(String key, String problem) {}
