package io.stemma.benchmarks.compare;

/**
 * A part of a file.
 *
 * @param path of the file in the tree, with {@code /} and without one in front
 * @param offset of the first byte
 * @param length how many bytes
 */
public record FileRange(String path, long offset, int length) {}
