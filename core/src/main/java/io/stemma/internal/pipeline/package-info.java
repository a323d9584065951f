/**
 * Pipelines and their jobs: which datums must be run, running them, remembering their results, and
 * committing what they give. Knows an archive only as {@link PipelineArchive}.
 */
@NullMarked
package io.stemma.internal.pipeline;

import org.jspecify.annotations.NullMarked;
