//! The console: what the organisation decides.
