package io.stemma;

/**
 * How far an export is.
 *
 * @param files files written so far
 * @param bytes their bytes
 * @param filesTotal files to be written
 * @param bytesTotal their bytes
 */
public record ExportProgress(long files, long bytes, long filesTotal, long bytesTotal) {}
