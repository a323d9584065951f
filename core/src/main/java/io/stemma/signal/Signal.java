package io.stemma.signal;

/** Placeholder until the signal package lands. */
public interface Signal {}
