//! Conclusions → bytes.
