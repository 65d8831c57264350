//! Arguments → window or report; the only place with exit codes.

fn main() {}
