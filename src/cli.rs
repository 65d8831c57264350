//! Arguments as plain data.
