//! The pipeline run.
