package io.stemma.storage;

/**
 * An object as a listing shows it.
 *
 * @param key its key
 * @param length its length in bytes
 */
public record ObjectInfo(String key, long length) {}
